package audit

import (
	"cmp"
	"strconv"
)

// finding is a violation, an advisory or why a customer is undecided, without the
// customer's values. Customers share findings.
type finding struct {
	Code    int    `json:"code,omitempty"` // of a violation, or 0
	Rule    string `json:"rule,omitempty"` // of an advisory, or ""
	Field   string `json:"field"`
	Message string `json:"message"`
	Words   string `json:"words,omitempty"` // what is wanted, if the message is the API's
	Basis   string `json:"basis"`
	Source  string `json:"source"`
}

// name returns the code or the rule.
func (f finding) name() string {
	if f.Code != 0 {
		return strconv.Itoa(f.Code)
	}
	return cmp.Or(f.Rule, "undecided")
}

// counts are customers of one country, or of all.
type counts struct {
	Records   int `json:"records"`
	Accepted  int `json:"accepted"`
	Advised   int `json:"advised"` // accepted, with an advisory
	Refused   int `json:"refused"`
	Undecided int `json:"undecided"`
}

func (c counts) plus(other counts) counts {
	return counts{
		Records:   c.Records + other.Records,
		Accepted:  c.Accepted + other.Accepted,
		Advised:   c.Advised + other.Advised,
		Refused:   c.Refused + other.Refused,
		Undecided: c.Undecided + other.Undecided,
	}
}

// findings returns the number of customers that were read and have a finding.
func (c counts) findings() int { return c.Refused + c.Undecided + c.Advised }

// tally holds the counts of a batch or of the whole input.
type tally struct {
	counts                       // Records includes the unreadable ones
	Unreadable int               `json:"unreadable"`
	Countries  map[string]counts `json:"countries"` // by code, "" for customers whose country is not two letters
	Findings   []countedFinding  `json:"findings"`  // in the order of their first customer
	places     map[finding]int   // in Findings
}

type countedFinding struct {
	finding
	Count     int `json:"count"`
	Suggested int `json:"suggested,omitempty"` // how many of them have a value to write instead
}

// place returns the place of a finding in the tally.
func (t *tally) place(f finding) int {
	if t.places == nil {
		t.places = make(map[finding]int)
		for i, known := range t.Findings {
			t.places[known.finding] = i
		}
	}
	i, known := t.places[f]
	if !known {
		i = len(t.Findings)
		t.places[f] = i
		t.Findings = append(t.Findings, countedFinding{finding: f})
	}
	return i
}

// countCountry adds counts to those of a country.
func (t *tally) countCountry(code string, c counts) {
	if t.Countries == nil {
		t.Countries = make(map[string]counts)
	}
	t.Countries[code] = t.Countries[code].plus(c)
}

// add adds the tally of the batch that follows.
func (t *tally) add(other *tally) {
	t.counts = t.counts.plus(other.counts)
	t.Unreadable += other.Unreadable
	for code, c := range other.Countries {
		t.countCountry(code, c)
	}
	for _, f := range other.Findings {
		place := t.place(f.finding) // may move Findings
		t.Findings[place].Count += f.Count
		t.Findings[place].Suggested += f.Suggested
	}
}
