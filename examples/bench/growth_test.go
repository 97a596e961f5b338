package bench

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// growthPlot is the file that the report draws.
const growthPlot = "growth.svg"

// byCustomers screens 10³ to 10⁷ customers in a row.
func byCustomers() []way {
	screener := screening.New(countries.November2020())
	var ways []way
	for n := 1_000; n <= 10_000_000; n *= 10 {
		ways = append(ways, way{name: fmt.Sprintf("%d customers", n), run: func(times int) {
			for range times {
				screen(screener, accepted(), n)
			}
		}, unit: n})
	}
	return ways
}

// byCountries screens customers of 11 to 250 countries, all of them with live
// rules, in a policy that has as many.
func byCountries() []way {
	var ways []way
	for _, n := range []int{11, 25, 50, 100, 150, 200, 250} {
		policy := countries.November2020()
		customers := newSource(3)
		var pool []*subject
		for _, country := range codes(n) {
			policy = policy.With(must(countries.ParseValidationRules(fmt.Appendf(nil,
				`{"iso2Code":%q,"customerOrganizationRegistrationNumberRegex":"^(\\d{9}|\\d{12})$",
				"customerOrganizationRegistrationNumberRequired":true,"customerOrganizationPhoneNumberRequired":true}`, country))))
		}
		for range poolSize {
			country := customers.pick(codes(n))
			pool = append(pool, &subject{customer: customers.customer(country, customers.digits(9), "+1")})
		}
		screener := screening.New(policy)
		ways = append(ways, way{name: fmt.Sprintf("%d countries", n), run: func(times int) { screen(screener, pool, times) }})
	}
	return ways
}

func screen(screener *screening.Screener, customers []*subject, n int) {
	for s := range cycle(customers, n) {
		if screener.Screen(s.customer) != nil {
			refused++
		}
	}
}

// codes returns n country codes, those of November 2020 first and then any.
func codes(n int) []string {
	codes := slices.Clone(listed)
	for i := 0; len(codes) < n; i++ {
		code := string([]byte{byte('A' + i/26), byte('A' + i%26)})
		if !slices.Contains(listed, code) {
			codes = append(codes, code)
		}
	}
	return codes[:n]
}

func BenchmarkGrowth(b *testing.B) {
	for _, g := range growths {
		b.Run(g.by, func(b *testing.B) { benchmark(b, g.ways()) })
	}
}

// growths are the two that are drawn.
var growths = []struct {
	by   string
	ways func() []way
	axis func(*plot.Axis)
}{
	{"customers in a row", byCustomers, func(x *plot.Axis) {
		x.Scale, x.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: 0}
	}},
	{"countries with live rules", byCountries, func(x *plot.Axis) { x.Min = 0 }},
}

func reportGrowth(out io.Writer) {
	tiles := draw.Tiles{Rows: 1, Cols: len(growths), PadX: vg.Centimeter, PadTop: 2 * vg.Millimeter, PadRight: 5 * vg.Millimeter}
	row := make([]*plot.Plot, len(growths))
	for i, growth := range growths {
		measurements := compare(growth.ways()...)
		table(out, "Screen by "+growth.by, measurements, measurements[0].name)
		most := 0.0
		for _, m := range measurements {
			most = max(most, m.over(measurements[0]))
		}
		goal("time of Screen by "+growth.by+" over that at the smallest size", most, 1.25)
		row[i] = curve(measurements)
		row[i].X.Label.Text = growth.by
		growth.axis(&row[i].X)
	}

	picture := vgsvg.New(24*vg.Centimeter, 9*vg.Centimeter)
	canvases := plot.Align([][]*plot.Plot{row}, tiles, draw.New(picture))
	for i, p := range row {
		p.Draw(canvases[0][i])
	}
	file := must(os.Create(growthPlot))
	must(picture.WriteTo(file))
	if err := file.Close(); err != nil {
		panic(err)
	}
	fmt.Fprintf(out, "\n![Time for a customer, over that at the smallest size](%s)\n", growthPlot)
}

// curve plots what a customer costs at each size, over what it costs at the
// smallest.
func curve(measurements []measurement) *plot.Plot {
	points := make(plotter.XYs, len(measurements))
	for i, m := range measurements {
		size, _, _ := strings.Cut(m.name, " ")
		points[i] = plotter.XY{X: must(strconv.ParseFloat(size, 64)), Y: m.over(measurements[0])}
	}
	line, marks, err := plotter.NewLinePoints(points)
	if err != nil {
		panic(err)
	}
	line.Width, marks.Shape = vg.Points(1.5), draw.CircleGlyph{}
	p := plot.New()
	p.Add(plotter.NewGrid(), line, marks)
	p.Y.Label.Text = "time, over the smallest"
	p.Y.Min, p.Y.Max = 0, max(2, p.Y.Max)
	return p
}
