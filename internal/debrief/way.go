package debrief

import (
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// Way is a lawful way by which a fact could have come, everybody acting at once.
type Way struct {
	Hops    []Hop // in order; none where the role held it by itself
	Arrives scenario.Minutes
}

// Hop is one step of a way.
type Hop struct {
	From, To int
	Fact     int // the fact, or the version of it that goes
	By       Means
	Channel  int  // OverChannel, -1 otherwise
	Forum    int  // InMeeting, -1 otherwise
	Called   bool // the meeting would have had to be called, at Leaves
	Makes    bool // the origin makes the version, and From, which is To, holds it
	Asked    int  // the role whose consent would have had to be asked, -1 for none
	Leaves   scenario.Minutes
	Arrives  scenario.Minutes
}

// way is the path that led to a node.
func (s *search) way(node int) *Way {
	w := &Way{Arrives: scenario.Minutes(s.at[node])}
	for s.came[node].from >= 0 && len(w.Hops) < len(s.at) {
		w.Hops = append(w.Hops, s.came[node].hop)
		node = s.came[node].from
	}
	slices.Reverse(w.Hops)
	return w
}

// Asks says whether somebody's consent would have had to be asked on the way.
func (w *Way) Asks() bool {
	return slices.ContainsFunc(w.Hops, func(h Hop) bool { return h.Asked >= 0 })
}

// WayText tells a way in words: each step with its means and its minutes.
func (d *Debrief) WayText(w *Way) string {
	if w == nil {
		return "none"
	}
	var parts []string
	for _, h := range w.Hops {
		parts = append(parts, d.hopText(&h))
	}
	return strings.Join(parts, "; ")
}

func (d *Debrief) hopText(h *Hop) string {
	s := d.p.Role(h.From).Title
	switch {
	case h.Makes:
		made := d.p.RoleNames(d.p.RoleMask(d.p.Fact(h.Fact).Origin)) + " makes “" + d.p.Fact(h.Fact).Title + "”"
		if d.p.RoleNo(d.p.Fact(h.Fact).Origin) != h.From {
			made += ", and " + s + " holds it too"
		}
		return made + ", " + d.p.ClockText(h.Arrives)
	case h.By == AcrossTable:
		return s + " → " + d.p.Role(h.To).Title + ", at one table"
	}
	s += " → " + d.p.Role(h.To).Title + ", "
	if h.By == InMeeting {
		s += d.p.Forum(h.Forum).Title
		if h.Called {
			s += " called " + d.p.ClockText(h.Leaves)
		}
	} else {
		s += d.p.Channel(h.Channel).Title + " " + d.p.ClockText(h.Leaves)
	}
	if h.Asked >= 0 {
		s += " once " + d.p.Role(h.Asked).Title + " consents"
	}
	return s + ", there " + d.p.ClockText(h.Arrives)
}
