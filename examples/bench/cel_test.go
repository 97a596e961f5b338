package bench

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

// celRules returns the codes of the number and of the phone, 0 for none. The
// country codes are a list of constants, which CEL looks up as a set.
var celRules = func() string {
	var table []string
	for _, country := range listed {
		table = append(table, fmt.Sprintf("'%s': %s", country, strings.ReplaceAll(fmt.Sprint(lengths[country]), " ", ", ")))
	}
	return strings.NewReplacer(
		"KNOWN", "['"+strings.Join(slices.Collect(countries.Codes()), "', '")+"']",
		"TABLE", "{"+strings.Join(table, ", ")+"}",
	).Replace(`
		!(country.upperAscii() in KNOWN) ? [-1, 0]
		: !(country.upperAscii() in TABLE)
			? [number.trim() != '' ? 600002 : 0, 0]
			: [
				number.trim() == '' ? 600049 : size(number) in TABLE[country.upperAscii()] && number.matches('^[0-9]+$') ? 0 : 600050,
				phone.trim() == '' ? 600051 : 0
			]`)
}()

// withCEL judges by an expression that is compiled once, with its constants
// folded and its regular expression compiled. What it reads of the customers
// was laid out for it before.
func withCEL() contender {
	env := must(cel.NewEnv(
		cel.Variable("country", cel.StringType),
		cel.Variable("number", cel.StringType),
		cel.Variable("phone", cel.StringType),
		ext.Strings(),
	))
	expression, issues := env.Compile(celRules)
	if issues.Err() != nil {
		panic(issues.Err())
	}
	program := must(env.Program(expression, cel.EvalOptions(cel.OptOptimize)))
	judge := func(s *subject) (number, phone errors.Code) {
		verdict, _, err := program.Eval(s.activation)
		if err != nil {
			panic(err)
		}
		list := verdict.(traits.Lister)
		return errors.Code(list.Get(types.IntZero).(types.Int)), errors.Code(list.Get(types.IntOne).(types.Int))
	}
	return contender{
		"CEL, compiled once",
		func(s *subject) []errors.Code { return given(judge(s)) },
		func(customers []*subject, n int) {
			for s := range cycle(customers, n) {
				if number, phone := judge(s); number != 0 || phone != 0 {
					refused++
				}
			}
		},
	}
}
