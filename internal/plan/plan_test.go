package plan

import (
	"testing"
	"testing/fstest"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// harbour is a small scenario in which every move has something to name.
const harbour = `whitecell: 1
title: Harbour Fog
start: 2031-10-17T06:10
handling: [open, sealed]
parties: {shore: The shore, sea: The sea}
objectives:
  share: {title: Share what matters}
  decide: {title: Decide in time}
roles:
  port: {title: Port Authority, short: Port, party: shore, knows: [fog, radar]}
  coastguard: {title: Coast Guard, short: CG, party: sea, auto: hasty}
  ferry-line: {title: Ferry Line, party: sea, cleared: open}
  mayor: Mayor
facts:
  fog: {title: Fog is coming, origin: port, releasable: all}
  radar: {title: The radar plot, origin: port, handling: sealed, releasable: [coastguard], sanitised: {radar-short: 10m}}
  radar-short: {title: A blip, origin: port}
  wreck: {title: The old wreck, origin: coastguard}
channels:
  radio: {title: Radio, between: [port, coastguard, ferry-line], carries: sealed, delay: 3m}
  phone: {title: Telephone, between: all, clear: true, delay: 1m}
  cable: {title: Cable, between: [port, coastguard], carries: sealed, delay: 1m, under: one-desk}
forums:
  meeting: {title: Morning meeting, members: [port, coastguard], convene: 10m}
arrangements:
  one-desk: {title: One desk, cost: 2}
  one-voice: {title: One voice, cost: 1}
measures:
  trust: {title: Trust, start: 50}
turns:
  - id: first
    title: Ten past six
    lasts: 1h
    injects:
      - {id: silence, to: port, text: A ferry has not answered for ten minutes.}
      - {id: siren, at: 20m, to: all, text: A siren is heard., facts: [wreck]}
      - {id: call-in, contingency: "not called('meeting')", at: 30m, to: mayor, text: The radio asks.}
    decisions:
      boat:
        title: The boat
        ask: Where does the only lifeboat go?
        by: coastguard
        consult: [port]
        opens: {at: 5m}
        due: 40m
        default: berth
        options:
          south: {title: South of the route, effects: {trust: 5}, then: [set: sent-south]}
          berth: To the old berth
          north: {title: North, requires: "holds('coastguard', 'radar')"}
      line:
        title: One line
        ask: What is said?
        by: [port, mayor]
        rule: each
        due: 50m
        options: {calm: Calm, alarm: Alarm}
  - id: second
    title: Afterwards
    lasts: 1h
    decisions:
      lessons:
        title: Lessons
        ask: What would you have settled before?
        by: [port, coastguard]
        rule: all
        buy: 2
endings:
  found: {title: Found, when: "chose('boat') == 'south'"}
  lost: {title: Lost}
`

func load(t testing.TB, yaml string, setup engine.Setup) *engine.Program {
	t.Helper()
	s, ds := scenario.Load(fstest.MapFS{"s.yaml": {Data: []byte(yaml)}}, "s.yaml")
	if s == nil {
		t.Fatalf("scenario:\n%s", ds)
	}
	p, err := engine.Compile(s, setup)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// started is a game that was started and taken to a minute after T.
func started(t testing.TB, p *engine.Program, minute scenario.Minutes) *engine.Game {
	t.Helper()
	l := Live(p, 7)
	m := engine.NewMove(engine.MoveAdvance)
	m.Mask = uint64(engine.EndOfMinute(minute))
	for _, m := range []engine.Move{engine.NewMove(engine.MoveStart), m} {
		if err := l.Do(m); err != nil {
			t.Fatal(err)
		}
	}
	return l.Game()
}
