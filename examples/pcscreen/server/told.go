package server

import (
	"encoding/json"
	"net/http"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening/translations"
)

// teller judges records, and describes what is wrong on request. It serves one
// request.
type teller struct {
	judge     verdict.Judge
	language  translations.Language
	inWords   bool
	sentences map[pcerrors.Violation]string // made so far
}

// newTeller returns the teller for a request. It describes what is wrong if the
// request asks for a language or is a form.
func newTeller(judge verdict.Judge, r *http.Request, format format) *teller {
	language, _ := translations.In(languageOf(r))
	return &teller{judge, language, format == form || r.Header.Get("Accept-Language") != "", make(map[pcerrors.Violation]string)}
}

// told is an answer, with sentences about its fields.
type told struct {
	verdict.Answer
	sentences map[string]string // by field
	values    map[string]string // as typed, by field; nil to leave them out
}

func (t *teller) of(record records.Record) told {
	answer := t.judge.Of(record)
	if !t.inWords {
		return told{Answer: answer}
	}
	sentences := make(map[string]string)
	for _, violation := range answer.Report.Violations {
		sentence, known := t.sentences[violation]
		if !known {
			sentence = t.language.Sentence(violation)
			t.sentences[violation] = sentence
		}
		sentences[violation.Field] = sentence
	}
	if undecided := answer.Report.Undecided; undecided != nil {
		sentences[undecided.Field] = t.language.Sentence(undecided)
	}
	for i, advisory := range answer.Report.Advisories {
		answer.Report.Advisories[i].Message = t.language.Advisory(advisory)
	}
	return told{Answer: answer, sentences: sentences}
}

// withValues adds what was typed into the fields with findings.
func (t told) withValues() told {
	t.values = make(map[string]string)
	for field := range t.sentences {
		t.values[field] = t.Value(field)
	}
	for _, advisory := range t.Report.Advisories {
		t.values[advisory.Field] = t.Value(advisory.Field)
	}
	return t
}

// MarshalJSON writes the answer with its sentences and values, if any.
func (t told) MarshalJSON() ([]byte, error) {
	answer, err := t.Answer.MarshalJSON()
	if err != nil {
		return nil, err
	}
	more, err := json.Marshal(struct {
		Sentences map[string]string `json:"sentences,omitempty"`
		Values    map[string]string `json:"values,omitempty"`
	}{t.sentences, t.values})
	if err != nil || string(more) == "{}" {
		return answer, err
	}
	return append(append(answer[:len(answer)-1], ','), more[1:]...), nil
}
