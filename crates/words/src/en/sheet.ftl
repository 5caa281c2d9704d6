# What can be wrong with a table that somebody brings in.
sheet-io = The file cannot be read: { $reason }. Check its name and try again.
sheet-empty = The file has no header row. Its first line must name the columns.
sheet-not-a-table = This is a file of another kind ({ $kind }). Save it as CSV, xlsx or ods, without a password.
sheet-locked = The workbook is locked by a password. Save a copy without one.
sheet-damaged = The workbook is damaged ({ $reason }). Open it in its program and save it again.
sheet-too-large = The workbook has too much inside ({ $what }, over { $limit }). Save the sheet as CSV.
sheet-entities = The workbook declares entities in { $part }, which no table needs. Save it again in its program.
sheet-no-sheet = There is no sheet '{ $name }'. There are: { $sheets }.
sheet-cell-fault = Line { $line }, column { $column }: the cell holds the error { $value }. Mend the formula.
sheet-uncalculated = Line { $line }, column { $column }: a formula without its value. Open the file in its program and save it.
sheet-no-such-date = Line { $line }, column { $column }: { $value } is no day of the calendar.
sheet-unknown-encoding = Nobody knows the encoding '{ $label }'. Try utf-8, windows-1250 or windows-1251.
sheet-not-in-encoding = Line { $line }: the text is not { $encoding }. Say which it is with --encoding.
sheet-nul = Line { $line }: there is a NUL byte. The file is not plain text, or damaged.
sheet-bare-cr = Line { $line }: a carriage return stands alone. Save the file with ordinary line ends.
sheet-open-quote = Line { $line }: a quote is opened and never closed.
sheet-after-quote = Line { $line }: something follows a closing quote. Put two quotes where one is meant.
sheet-line-too-long = Line { $line } is longer than { $limit } bytes. Is this the right file?
sheet-cell-too-long = Line { $line }, column { $column }: the cell is longer than { $limit } bytes.
sheet-too-many-columns = There are more than { $limit } columns. Is this the right file?
sheet-too-many-rows = There are more than { $limit } rows. Bring it in in parts.
sheet-ragged = Line { $line } has { $found } cells where the header has { $expected }. Is the delimiter right?
sheet-header-text = Header { $column } is not plain text. Type it anew.
sheet-duplicate-headers = Two columns have the same header: { $names }. Rename one.
sheet-missing-headers = Columns are missing: { $names }. The file has: { $found }. Say which columns they are with --map field=Column.
sheet-unknown-field = There is no field '{ $field }' here. Fields are: { $known }.
sheet-not-a-pair = '{ $pair }' is not a mapping. Write it like unit=Branch.
sheet-mapped-twice = '{ $field }' is mapped twice. Say it once.
sheet-bad-mapping = The mapping file does not read: { $reason }.

# What can be wrong with one text.
text-too-long = the text is longer than { $limit } bytes
text-control = there is a control character ({ $sign }) at place { $place }
text-direction = a sign ({ $sign }) at place { $place } turns the direction of the text
text-hidden = there is a hidden character ({ $sign }) at place { $place }
text-marks = too many marks stand on one letter at place { $place }
