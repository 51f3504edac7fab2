package handout

// terms are the field's words for the same things, chosen by the scenario's
// `terminology`. Those of the Homeland Security Exercise and Evaluation Program
// are the default; the others are what British and allied staffs say.
type terms struct {
	Inject    string // a message that control delivers
	Slips     string // the paper with those slips
	HotWash   string
	Book      string // the facilitator's
	Evaluator string // several
	Events    string // the list of what happens when
}

var terminologies = map[string]terms{
	"hseep": {
		Inject: "Inject", Slips: "Inject slips", HotWash: "Hot wash", Book: "Facilitator's book",
		Evaluator: "evaluators", Events: "Master scenario events list",
	},
	"uk": {
		Inject: "Inject", Slips: "Inject slips", HotWash: "Hot debrief", Book: "Directing staff's book",
		Evaluator: "umpires", Events: "Main events list",
	},
	"nato": {
		Inject: "Incident/inject", Slips: "Incident/inject slips", HotWash: "Hot wash-up", Book: "EXCON book",
		Evaluator: "observers of EXCON", Events: "Main events and incidents list",
	},
}

func termsOf(terminology string) terms {
	if t, ok := terminologies[terminology]; ok {
		return t
	}
	return terminologies["hseep"]
}
