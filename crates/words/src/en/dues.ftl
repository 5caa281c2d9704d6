# Dues: what is asked, paid and waived, the cash book, and what of it is told above.
amount = { $currency } { $number }
decimal-sign = .
dues = Dues
somebody = somebody
cash-holds = There should be { $amount } in the cash.
cash-book = The cash book
cash-book-of = Cash book { $year }
count-the-cash = Count the cash
no-cash-yet = There is no cash book yet.
every-month = every month
every-quarter = every three months
every-year = every year
we-ask = We ask { $amount } of each, { $every }.
owed-above = For the months that are over, { $amount } is still to be passed on to the centre.
owed-above-none = What the centre asks is passed on. Thank you.
# Beginning.
dues-begin-lede = Here stands what comes in, what goes out, and what is open. Say once in which money you count, and what is in the cash now.
dues-begin = Begin
dues-are-begun = The cash book is open.
field-currency = Currency, by its three letters, like CHF
field-carried = What is in the cash now
field-rate = What we ask of each
field-how-often = How often
field-from-month = From which month on
field-until-month = Until which month, or leave it empty
field-amount = How much
# What comes in.
take-payment = Somebody pays
field-payer = Who
take-payment-yes = Put it down
name-and-open = { $name } ({ $amount })
dues-are-taken = { $name } paid { $amount }. Thank them.
money-is-taken = { $amount } came in.
dues-open = { $n ->
    [0] Nothing is open
    [one] One is not there yet
   *[other] { $few } are not there yet
 }
dues-none-open = Everybody gave what we ask. Thank them.
dues-none-asked = Nothing is asked of anybody.
open-since = { $amount }, since { $month }
all-is-paid = It is paid
dues-everybody = Everybody
dues-settle = Change what we ask
dues-settle-yes = Ask this
dues-are-settled = So it is asked.
# The cash book.
book-says = The book says that { $amount } is there.
no-postings = Nothing stands here yet.
carried = What it began with
posting-number = No. { $number }, { $day }
taken-back-by = Taken back by No. { $number }
takes-back = takes back No. { $number }
take-back = Take it back
take-back-yes = It was not so
posting-is-reversed = It is taken back, by a posting of its own.
took-dues = dues of { $name }
took-gift = a gift
took-other = something else
took-difference = more was there than the book says
gave-spent = spent
gave-above = passed on to the centre
gave-back = given back to somebody
gave-back-to = given back to { $name }
gave-difference = less was there than the book says
give-money = Something goes out
give-money-yes = Put it down
money-is-given = { $amount } went out.
take-money = Something else came in
take-money-yes = Put it down
field-what-for = What for
field-where-from = From where
field-known = What should be known of it
field-back-to = Given back to whom
more-about-it = More
# Counting.
counted-on = { $name } counted on { $day }
somebody-of-cash = Somebody
count-found = There was { $amount }.
count-said = The book said { $amount }.
count-more = { $amount } more than the book says.
count-less = { $amount } less than the book says.
difference-hint = That happens. Look once more; what stays is put down in the cash book as a difference.
count-second = A second one counts too. Then what stands before is closed, and nobody changes it any more.
i-counted-too = I counted too
counted-too = A second one counted too. What stands before is closed.
counted-too-by = { $name } counted too. What stands before is closed.
counted-without-account = Somebody without an account counted too
counted-without-account-yes = They counted too
field-counted-too = Who counted too
count-now = Count
count-hint = Lay it out, count it, and put down what is really there, whatever the book says.
field-found = What is there
count-yes = That is there
cash-is-counted = Counted. Now somebody else counts too.
cash-is-closed = Two have counted. What stands before is closed.
cash-worth-counting = { $n ->
    [one] One thing was put down since, and nobody counted for two months.
   *[other] { $few } things were put down since, and nobody counted for two months.
 }
cash-never-counted = { $n ->
    [one] One thing stands in the book, and nobody has counted yet.
   *[other] { $few } things stand in the book, and nobody has counted yet.
 }
# One member's account.
my-dues = What I owe and paid
dues-of = Dues of { $name }
dues-are-open = { $amount } is open.
dues-are-ahead = { $amount } is paid ahead.
dues-are-even = Nothing is open. Thank you.
dues-open-months = Open
paid-in = Paid in { $year }: { $amount }
paid-of-year = What was paid in { $year }
paid-nothing = Nothing yet.
dues-receipt = Receipt
receipt-number = Receipt { $number }
receipt-says = { $name } paid { $amount } in dues to { $unit } on { $day }.
receipt-says-back = { $unit } gave { $amount } of dues back to { $name } on { $day }.
dues-receipt-hint = It fits on half a sheet: print it, and cut it.
sign-cash = For the cash
sign-payer = Whoever paid
back-to-dues = Back
waived-from = Nothing is asked from { $from } on.
waived-until = Nothing is asked from { $from } until { $until }.
waive = Ask nothing for a time
waive-hint = Only they and those who keep the cash see it. Why is put down nowhere.
waive-yes = Ask nothing
dues-are-waived = Nothing is asked of them for that time.
waiver-lift = Ask again
waiver-is-lifted = It is asked again.
count-waits = The cash was counted. Did you count it too?
count-see = See what was counted
# Above cells.
dues-in = Dues in { $year }
levy-none = Nothing is asked of the cells yet.
passed-of-owed = { $passed } was passed on, of { $owed } that the centre asked.
sums-taken-all = Members paid { $taken }.
sums-hint = Cells tell sums, a week after a month's end. Who pays or owes is in none of them, and of a month with fewer than five members they tell nothing.
sums-others = { $n ->
    [one] One cell keeps its cash in another currency. It is not in these sums.
   *[other] { $few } cells keep their cash in another currency. They are not in these sums.
 }
sums-by-unit = By unit
sums-unit = Unit
sums-passed = Passed on
sums-owed = Asked
sums-taken = Paid by members
levy = What the centre asks
levy-hint = So much for each member who is on a cell's roll when the month ends in which it is asked. Everybody reads it.
levy-set = Ask this of cells
levy-is-set = So it is asked of cells.
see-dues = See the dues
# Reading amounts.
too-many-decimals = This currency has fewer decimals. Write it like 12.50, and the thousands with a space between them or with nothing.
too-much = That is more than one posting holds. Look at the noughts, or put it down in parts.
not-a-currency = A currency goes by three capital letters, like CHF or EUR.
not-a-month = Write the month like 2026-03.
# The command line.
cash-balance = There should be { $amount } in the cash.
cash-closed-upto = Two have counted up to No. { $number }.
cash-counted-upto = Counted up to No. { $number }: { $found }. A second one has not counted yet.
cash-is-over-by = { $amount } more than the book says.
cash-is-under-by = { $amount } less than the book says.
dues-owed-line = since { $month }
dues-owed-all = nothing is open
dues-exported = { $n } postings written to { $path }.
