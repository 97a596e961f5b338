package records

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
)

// merged are the cells of a sheet that are merged with those below. Only the first
// holds the value, but a person reads it in every row.
type merged struct {
	merges []merge            // by their first row
	above  map[int]mergedCell // of rows that were read, by column
}

// merge is a cell that reaches over several rows.
type merge struct{ first, last, column int }

// mergedCell is the value of one, down to its last row.
type mergedCell struct {
	bookCell
	last int
}

const mostMerges = 1 << 20 // of a sheet

var mergeCell = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^<]*\bref=["']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})["']`)

// merged looks for the merged cells of a sheet, which are listed behind its rows.
// What is damaged is found by who reads these.
func (b *workbook) merged(sheet sheetPart) *merged {
	found := &merged{above: make(map[int]mergedCell)}
	left := b.left
	defer func() { b.left = left }() // what is read twice counts once
	content, err := b.open(sheet.path, left)
	if content == nil || err != nil {
		return found
	}
	defer content.Close()
	in := bufio.NewReaderSize(content, 1<<16)
	for ahead, err := in.Peek(1 << 16); err == nil && !bytes.Contains(ahead, []byte("mergeCell")); ahead, err = in.Peek(1 << 16) {
		_, _ = in.Discard(1<<16 - len("mergeCell")) // cannot fail after Peek
	}
	for len(found.merges) < mostMerges {
		tag, err := in.ReadSlice('>')
		if bytes.Contains(tag, []byte("mergeCell")) {
			if ref := mergeCell.FindSubmatch(tag); ref != nil {
				first, _ := strconv.Atoi(string(ref[2])) // of seven digits
				last, _ := strconv.Atoi(string(ref[3]))
				if first < last {
					found.merges = append(found.merges, merge{first, last, columnOf(string(ref[1]), 0) - 1})
				}
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	slices.SortFunc(found.merges, func(a, b merge) int { return cmp.Compare(a.first, b.first) })
	return found
}

// fill writes into a row what it shares with rows that were read before, of the
// columns that are wanted, and returns these columns.
func (m *merged) fill(row *bookRow, isWanted func(column int) bool) (filled []int) {
	for column, cell := range m.above {
		switch {
		case row.number > cell.last:
			delete(m.above, column)
		case column >= len(row.cells) || row.cells[column] == bookCell{}:
			row.cells = append(row.cells, make([]bookCell, max(column+1-len(row.cells), 0))...)
			row.cells[column] = cell.bookCell
			filled = append(filled, column)
		}
	}
	begin, _ := slices.BinarySearchFunc(m.merges, row.number, func(m merge, row int) int { return cmp.Compare(m.first, row) })
	for _, merge := range m.merges[begin:] {
		if merge.first > row.number {
			break
		}
		if merge.column < len(row.cells) && isWanted(merge.column) {
			m.above[merge.column] = mergedCell{row.cells[merge.column], merge.last}
		}
	}
	return filled
}
