package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"mvdan.cc/sh/v3/syntax"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/pcscreen/audit"
)

// nextStep is something to do next, and the command for it.
type nextStep struct{ why, command string }

// writeSteps writes what to do next, each command on a line to copy.
func writeSteps(text *strings.Builder, t terminal.Terminal, steps []nextStep) {
	for i, step := range steps {
		if i == 0 {
			text.WriteString("\n")
		}
		text.WriteString(t.Hang("", step.why+":") + t.Command("  ", step.command))
	}
}

// stepsAfterCheck returns the next steps after something was found. Standard
// input and a customer on the command line cannot be read again.
func stepsAfterCheck(command *cobra.Command, files []string, fixTo string, found *textWriter) []nextStep {
	var steps []nextStep
	isFile := !slices.Contains(files, "-") && found.isWhole
	switch {
	case fixTo != "":
		steps = append(steps, nextStep{"Check the corrected file", commandFor(command, command.Flags(), []string{fixTo})})
	case isFile:
		steps = stepsToCorrect(command, command.Flags(), files, found.fixes)
	}
	if isFile {
		steps = append(steps, nextStep{"A report of all of them", commandFor(newAuditCommand(), command.Flags(), files, "--html", "report.html")})
	}
	if len(found.codes) > 0 {
		code := strconv.Itoa(int(slices.Min(found.codes)))
		steps = append(steps, nextStep{"What " + code + " means", "pcscreen explain " + code})
	}
	return steps
}

// stepsToCorrect returns the step after suggestions, which are counted by rule.
// Only a single input can be corrected.
func stepsToCorrect(check *cobra.Command, given *pflag.FlagSet, files []string, suggested map[string]int, more ...string) []nextStep {
	if len(files) != 1 || len(suggested) == 0 {
		return nil
	}
	count := 0
	for _, rule := range slices.Sorted(maps.Keys(suggested)) {
		count += suggested[rule]
		more = append(more, "--fix", rule)
	}
	return []nextStep{{prose.Count(count, "value", "values") + " can be corrected as suggested",
		commandFor(check, given, files, append(more, "--fix-to", "corrected"+filepath.Ext(files[0]))...)}}
}

// stepsAfterAudit returns the next steps after something was found.
func stepsAfterAudit(command *cobra.Command, options *audit.Options, summary *audit.Summary) []nextStep {
	if slices.Contains(options.Names, "-") || !summary.Complete || !summary.Found() || summary.Status(audit.FailOnNever) == statusFailed {
		return nil
	}
	var steps []nextStep
	if options.FixTo == "" {
		steps = stepsToCorrect(newCheckCommand(), command.Flags(), options.Names, summary.Suggested(), "--quiet")
	}
	switch again := func(more ...string) string { return commandFor(command, command.Flags(), options.Names, more...) }; {
	case options.HTML == "" && options.Out == "":
		return append(steps, nextStep{"A report, and one row for each finding", again("--html", "report.html", "--out", "findings.csv")})
	case options.HTML == "":
		return append(steps, nextStep{"A report", again("--html", "report.html", "--force")})
	case options.Out == "":
		return append(steps, nextStep{"One row for each finding", again("--out", "findings.csv", "--force")})
	default:
		return steps
	}
}

// once are the flags that are not repeated.
var once = []string{"resume", "force", "fix", "fix-to"}

// commandFor returns the command line of another command for the same files, with
// those of the given flags that it has as well.
func commandFor(command *cobra.Command, given *pflag.FlagSet, files []string, more ...string) string {
	words := append([]string{"pcscreen", command.Name()}, files...)
	given.Visit(func(flag *pflag.Flag) {
		if command.Flags().Lookup(flag.Name) == nil || slices.Contains(once, flag.Name) || slices.Contains(more, "--"+flag.Name) {
			return
		}
		if flag.NoOptDefVal != "" { // a switch
			words = append(words, "--"+flag.Name)
			return
		}
		values := []string{flag.Value.String()}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, value := range values {
			words = append(words, "--"+flag.Name, value)
		}
	})
	words = append(words, more...)
	for i, word := range words {
		if quoted, err := syntax.Quote(word, syntax.LangPOSIX); err == nil { // it fails for control characters
			words[i] = quoted
		}
	}
	return strings.Join(words, " ")
}
