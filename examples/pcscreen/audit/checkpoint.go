package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// checkpoint is what an audit needs to go on: what was done when it was
// written, beside the outputs, whose first bytes it vouches for.
type checkpoint struct {
	Settings  string    `json:"settings"` // a digest of what decides the results
	Date      time.Time `json:"date"`     // of the audit
	At        position  `json:"at"`
	Columns   []string  `json:"columns"`
	OutSize   int64     `json:"outSize"`
	TableSize int64     `json:"tableSize"`
	Listed    int       `json:"listed"` // customers in the report's table
	Tally     tally     `json:"tally"`
	Notes     notes     `json:"notes"`
}

// checkpointPath is beside the output that an audit goes on to write.
func checkpointPath(options *Options) string {
	if options.Out != "" {
		return options.Out + ".resume"
	}
	return options.HTML + ".resume"
}

// loadCheckpoint reads the checkpoint of a stopped audit; found is false where
// no audit has begun.
func loadCheckpoint(options *Options) (c checkpoint, found bool, err error) {
	path := checkpointPath(options)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		for _, output := range []string{options.Out, options.HTML} {
			if _, err := os.Stat(output); output != "" && err == nil {
				return c, false, fmt.Errorf("%s: there is nothing to resume: no audit that writes it was stopped; leave --resume out to begin anew", output)
			}
		}
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, false, fmt.Errorf("%s: expected what an audit left to resume: %w", path, err)
	}
	if c.Settings != settings(options) {
		return c, false, fmt.Errorf("%s: the audit was begun with other inputs, rules, flags or another version of this program; give the same, or leave --resume out to begin anew", path)
	}
	return c, true, nil
}

// save replaces the checkpoint.
func (c *checkpoint) save(path string) error {
	return replaceFile(path, func(w io.Writer) error { return json.NewEncoder(w).Encode(c) })
}

// settings is a digest of all that decides what an audit writes.
func settings(options *Options) string {
	type rule struct {
		Country, Number, Phone, Pattern, Source string
		Lengths                                 []int
	}
	var rules []rule
	for r := range options.Policy.Rules() {
		rules = append(rules, rule{r.Country(), r.NumberRequirement().String(), r.PhoneRequirement().String(), r.NumberPattern(), r.Source(), r.NumberLengths()})
	}
	text, err := json.Marshal(struct {
		Program, Policy, Rules string
		CountryRules           []rule
		Names                  []string
		Reading                records.Reading
		Judging                verdict.Options
		HTML                   bool
		Out                    string
	}{
		program(), options.Policy.Name(), options.Rules, rules,
		options.Names, options.Reading, options.Judging, options.HTML != "", options.Out,
	})
	if err != nil {
		panic(err) // strings and numbers can be written
	}
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// program tells versions of this program apart: they may find other things.
func program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	text := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			text += " " + setting.Value
		}
	}
	return text
}
