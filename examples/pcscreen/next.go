package main

import (
	"maps"
	"os"
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
	steps = slices.DeleteFunc(steps, func(step nextStep) bool { return step.command == "" })
	for i, step := range steps {
		if i == 0 {
			text.WriteString("\n")
		}
		text.WriteString(t.Hang("", step.why+":") + t.Command("  ", step.command))
	}
}

// stepsAfterCheck returns the next steps after something was found. Standard
// input, a pipe and a customer on the command line cannot be read again.
func stepsAfterCheck(command *cobra.Command, files []string, fixTo string, found *textWriter) []nextStep {
	var steps []nextStep
	canRepeat := areFiles(files) && found.isWhole
	switch {
	case fixTo != "":
		steps = append(steps, nextStep{"Check the corrected file", commandFor(command, command.Flags(), []string{fixTo})})
	case canRepeat:
		var taken []string
		for _, file := range files {
			to := freeName("corrected"+filepath.Ext(file), taken...)
			if step := stepToCorrect(command, command.Flags(), file, found.fixes[file], "--fix-to", to); step != nil {
				if len(files) > 1 {
					step[0].why = found.terminal.Value(file) + ": " + step[0].why
				}
				steps, taken = append(steps, step...), append(taken, to)
			}
		}
	}
	if canRepeat {
		steps = append(steps, nextStep{"A report of all of them", commandFor(newAuditCommand(), command.Flags(), files, "--html", freeName("report.html"))})
	}
	if len(found.codes) > 0 {
		code := strconv.Itoa(int(slices.Min(found.codes)))
		steps = append(steps, nextStep{"What " + code + " means", "pcscreen explain " + code})
	}
	return steps
}

// areFiles reports whether all inputs are files, which can be read again.
func areFiles(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		info, err := os.Stat(name)
		return name == "-" || err != nil || !info.Mode().IsRegular()
	})
}

// freeName returns the name, or the first numbered one that no file has.
func freeName(name string, taken ...string) string {
	free, ext := name, filepath.Ext(name)
	for number := 2; ; number++ {
		_, err := os.Lstat(free)
		_, stoppedErr := os.Lstat(free + ".resume")
		if err != nil && stoppedErr != nil && !slices.Contains(taken, free) {
			return free
		}
		free = strings.TrimSuffix(name, ext) + "-" + strconv.Itoa(number) + ext
	}
}

// stepToCorrect returns the step after suggestions, which are counted by rule.
func stepToCorrect(check *cobra.Command, given *pflag.FlagSet, file string, suggested map[string]int, more ...string) []nextStep {
	if len(suggested) == 0 {
		return nil
	}
	count := 0
	var rules []string
	for _, rule := range slices.Sorted(maps.Keys(suggested)) {
		count += suggested[rule]
		rules = append(rules, "--fix", rule)
	}
	return []nextStep{{prose.Count(count, "value", "values") + " can be corrected as suggested",
		commandFor(check, given, []string{file}, append(rules, more...)...)}}
}

// stepsAfterAudit returns the next steps after something was found.
func stepsAfterAudit(command *cobra.Command, options *audit.Options, summary *audit.Summary) []nextStep {
	if !areFiles(options.Names) || !summary.Complete || !summary.Found() || summary.Status(audit.FailOnNever) == statusFailed {
		return nil
	}
	var steps []nextStep
	if options.FixTo == "" && len(options.Names) == 1 { // the suggestions are counted for all files together
		steps = stepToCorrect(newCheckCommand(), command.Flags(), options.Names[0], summary.Suggested(), "--quiet", "--fix-to", freeName("corrected"+filepath.Ext(options.Names[0])))
	}
	html, out := freeName("report.html"), freeName("findings.csv")
	switch again := func(more ...string) string { return commandFor(command, command.Flags(), options.Names, more...) }; {
	case options.HTML == "" && options.Out == "":
		return append(steps, nextStep{"A report, and one row for each finding", again("--html", html, "--out", out)})
	case options.HTML == "":
		return append(steps, nextStep{"A report", again("--html", html, "--force")})
	case options.Out == "":
		return append(steps, nextStep{"One row for each finding", again("--out", out, "--force")})
	default:
		return steps
	}
}

// once are the flags that are not repeated.
var once = []string{"resume", "force", "fix", "fix-to"}

// commandFor returns the command line of another command for the same files, with
// those of the given flags that it has as well; "" where a word has a control
// character, which no shell takes as it is shown.
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
		quoted, err := syntax.Quote(word, syntax.LangPOSIX)
		if err != nil {
			return ""
		}
		words[i] = quoted
	}
	return strings.Join(words, " ")
}
