package debrief

// Rating is one of the ratings of the Homeland Security Exercise and Evaluation
// Program (2020), or that there was nothing to rate. The definitions here are in
// other words than the programme's.
type Rating struct {
	Letter  string // as engine.Ratings has it
	Short   string
	Meaning string
}

// RatingScale is the ratings in the order of engine.Ratings. Not observed is none of
// the four, and least of all U.
var RatingScale = [...]Rating{
	{"P", "Performed without challenges", "The objective was achieved. It harmed no other work, added no risk, and kept to plans, rules and laws."},
	{"S", "Performed with some challenges", "As P, and it could have been done better or with less."},
	{"M", "Performed with major challenges", "The objective was achieved, and other work was harmed, a risk was added, or a plan, rule or law was broken."},
	{"U", "Unable to be performed", "The objective was not achieved."},
	{"not-observed", "Not observed", "Nothing was seen by which it could be rated. It says nothing about how it went."},
}

// RatingQuestion is one of the questions that lead to a letter. People answer them,
// with the evidence before them, and people choose the letter: nothing here does.
type RatingQuestion struct {
	Ask     string
	Yes, No string // where the answer leads
	LookAt  string // what evidence bears on it
}

// RatingQuestions are asked in this order.
var RatingQuestions = [...]RatingQuestion{
	{
		Ask: "Was the objective achieved, its target reached by what was done?",
		Yes: "the next question", No: "U, unable to be performed",
		LookAt: "the objective's target and tasks, its decisions, and what they could have known",
	},
	{
		Ask: "Did the way it was done harm other work, add risk to people, or go against a plan, a rule or a law?",
		Yes: "M, with major challenges", No: "the next question",
		LookAt: "sendings against a rule, leaks, decisions left to their default, what was observed",
	},
	{
		Ask: "Could it have been done better, or with less?",
		Yes: "S, with some challenges", No: "P, without challenges",
		LookAt: "latencies, consultations, candidates and their causes, the day before",
	},
}
