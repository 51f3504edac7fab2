package engine

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"example.org/whitecell/scenario"
)

// id is the id of the n-th thing of an indexed type; a is the decision that an
// option belongs to.
func (p *Program) id(t fieldType, n, a int) string {
	switch t {
	case typRole:
		return string(p.roles[n].ID)
	case typFact:
		return string(p.facts[n].ID)
	case typChannel:
		return string(p.channels[n].ID)
	case typForum:
		return string(p.forums[n].ID)
	case typDecision:
		return string(p.decisions[n].ID)
	case typOption:
		if p.decisions[a].Purchase != nil {
			return purchaseOption
		}
		return string(p.decisions[a].options[n].ID)
	case typInject:
		return string(p.injects[n].ID)
	case typArrangement:
		return string(p.arrangements[n].ID)
	case typMeasure:
		return string(p.measures[n].ID)
	case typTurn:
		return string(p.turns[n].ID)
	case typEnding:
		return string(p.endings[n].ID)
	case typFlag:
		return string(p.flags[n])
	case typObjective:
		return string(p.objectives[n].ID)
	}
	return ""
}

// purchaseOption stands for the one option of a decision about arrangements: a
// set of them.
const purchaseOption = "purchase"

// numberOf is the number of an id, -1 where there is none such.
func (p *Program) numberOf(t fieldType, id string, a int) int {
	n, ok := -1, false
	switch t {
	case typRole:
		n, ok = p.ids.role[scenario.RoleID(id)]
	case typFact:
		n, ok = p.ids.fact[scenario.FactID(id)]
	case typChannel:
		n, ok = p.ids.channel[scenario.ChannelID(id)]
	case typForum:
		n, ok = p.ids.forum[scenario.ForumID(id)]
	case typDecision:
		n, ok = p.ids.decision[scenario.DecisionID(id)]
	case typOption:
		if a >= 0 && a < len(p.decisions) {
			n, ok = p.optionNumber(a, scenario.OptionID(id)), true
			if p.decisions[a].Purchase != nil && id == purchaseOption {
				n = 0
			}
		}
	case typInject:
		n, ok = p.ids.inject[scenario.InjectID(id)]
	case typArrangement:
		n, ok = p.ids.arrangement[scenario.ArrangementID(id)]
	case typMeasure:
		n, ok = p.ids.measure[scenario.MeasureID(id)]
	case typTurn:
		n, ok = p.ids.turn[scenario.TurnID(id)]
	case typEnding:
		n, ok = p.ids.ending[scenario.EndingID(id)]
	case typFlag:
		n, ok = p.ids.flag[scenario.FlagID(id)]
	case typObjective:
		n, ok = p.ids.objective[scenario.ObjectiveID(id)]
	}
	if !ok {
		return -1
	}
	return n
}

// RoleNames lists the titles of the roles of a mask; it is "" for none.
func (p *Program) RoleNames(mask uint64) string {
	if mask == 0 {
		return ""
	}
	var names []string
	each(mask, func(r int) { names = append(names, p.roles[r].Title) })
	return listOf(names, func(s string) string { return s })
}

// RoleMask is the mask of roles with these ids, which must exist.
func (p *Program) RoleMask(ids ...scenario.RoleID) uint64 { return p.maskOf(ids) }

// The numbers of things by id, -1 where the program has none such.

// RoleNo is a role's number.
func (p *Program) RoleNo(id scenario.RoleID) int { return p.numberOf(typRole, string(id), 0) }

// FactNo is a fact's number.
func (p *Program) FactNo(id scenario.FactID) int { return p.numberOf(typFact, string(id), 0) }

// ChannelNo is a channel's number.
func (p *Program) ChannelNo(id scenario.ChannelID) int { return p.numberOf(typChannel, string(id), 0) }

// ForumNo is a forum's number.
func (p *Program) ForumNo(id scenario.ForumID) int { return p.numberOf(typForum, string(id), 0) }

// DecisionNo is a decision's number.
func (p *Program) DecisionNo(id scenario.DecisionID) int {
	return p.numberOf(typDecision, string(id), 0)
}

// OptionNo is the number of a decision's option.
func (p *Program) OptionNo(decision int, id scenario.OptionID) int {
	return p.numberOf(typOption, string(id), decision)
}

// InjectNo is an inject's number.
func (p *Program) InjectNo(id scenario.InjectID) int { return p.numberOf(typInject, string(id), 0) }

// ArrangementNo is an arrangement's number.
func (p *Program) ArrangementNo(id scenario.ArrangementID) int {
	return p.numberOf(typArrangement, string(id), 0)
}

// MeasureNo is a measure's number.
func (p *Program) MeasureNo(id scenario.MeasureID) int { return p.numberOf(typMeasure, string(id), 0) }

// ObjectiveNo is an objective's number.
func (p *Program) ObjectiveNo(id scenario.ObjectiveID) int {
	return p.numberOf(typObjective, string(id), 0)
}

// The authored things by number, for front ends.

// Role is the n-th role.
func (p *Program) Role(n int) *scenario.Role { return p.roles[n].Role }

// Roles is how many roles there are.
func (p *Program) Roles() int { return len(p.roles) }

// Table is the mask of the roles at a role's table.
func (p *Program) Table(role int) uint64 { return p.roles[role].table }

// Fact is the n-th fact.
func (p *Program) Fact(n int) *scenario.Fact { return p.facts[n].Fact }

// Facts is how many facts there are.
func (p *Program) Facts() int { return len(p.facts) }

// FullOf is the fact that a fact is a version of, -1 for none.
func (p *Program) FullOf(fact int) int { return p.facts[fact].full }

// Channel is the n-th channel.
func (p *Program) Channel(n int) *scenario.Channel { return p.channels[n].Channel }

// Channels is how many channels there are.
func (p *Program) Channels() int { return len(p.channels) }

// Forum is the n-th forum; the last is the one that control may seat.
func (p *Program) Forum(n int) *scenario.Forum { return p.forums[n].Forum }

// Forums is how many forums there are, the one that control may seat included.
func (p *Program) Forums() int { return len(p.forums) }

// Decision is the n-th decision.
func (p *Program) Decision(n int) *scenario.Decision { return p.decisions[n].Decision }

// Decisions is how many decisions there are.
func (p *Program) Decisions() int { return len(p.decisions) }

// Inject is the n-th inject.
func (p *Program) Inject(n int) *scenario.Inject { return p.injects[n].Inject }

// Injects is how many injects there are.
func (p *Program) Injects() int { return len(p.injects) }

// Arrangement is the n-th arrangement.
func (p *Program) Arrangement(n int) *scenario.Arrangement { return p.arrangements[n].Arrangement }

// Arrangements is how many arrangements there are.
func (p *Program) Arrangements() int { return len(p.arrangements) }

// Turn is the n-th turn.
func (p *Program) Turn(n int) *scenario.Turn { return p.turns[n].Turn }

// Turns is how many turns there are, those left out included.
func (p *Program) Turns() int { return len(p.turns) }

// Plays says whether the setup's length plays a turn.
func (p *Program) Plays(turn int) bool { return p.turns[turn].played }

// RoomMinutes is how long a turn has in the room; 0 where nothing says.
func (p *Program) RoomMinutes(turn int) int {
	if l := p.Length(); l != nil {
		for _, t := range l.Turns {
			if t.Turn == p.turns[turn].ID {
				return t.Minutes
			}
		}
	}
	return p.turns[turn].Room
}

// ClockText writes a story minute as the room's clock shows it: the day and the
// time where the scenario has a start, the time since T elsewhere.
func (p *Program) ClockText(m scenario.Minutes) string {
	if p.Scenario.HasStart {
		return p.Scenario.Start.Add(time.Duration(m) * time.Minute).Format("Mon 2 Jan 15:04")
	}
	sign := "+"
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("T%s%d:%02d", sign, m/60, m%60)
}

// SpanText writes a length of story time: "2 h 5 min".
func SpanText(m scenario.Minutes) string {
	var parts []string
	add := func(n scenario.Minutes, unit string) {
		if n != 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit))
		}
	}
	add(m/1440, "d")
	add(m%1440/60, "h")
	add(m%60, "min")
	if len(parts) == 0 {
		return "0 min"
	}
	return strings.Join(parts, " ")
}

// Bits calls f with the number of every bit set in a mask, lowest first.
func Bits(mask uint64) []int {
	out := make([]int, 0, bits.OnesCount64(mask))
	each(mask, func(i int) { out = append(out, i) })
	return out
}
