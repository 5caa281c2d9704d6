# Health as pages tell it: one cell, the whole, the first step.
how-we-do = How we are doing
now = Now
about-the-cell = This is about the cell, never about a person. It leads to an offer of help and to nothing else.
likely-worth = { $points ->
    [one] likely worth one point
   *[other] likely worth { $points } points
 }
would-help = What would help:
needs-nothing = Nothing stands out that they need. Ask what they would like, and what others could learn from them.
a-year-of-it = A year of it
trace-spoken = From { $first } to { $last } within the year
year-head = The year, month by month
year-hint = A whole bar is what was due, its green part what was done. A month without a return is left out, not counted as nothing.
year-nothing = nothing was told yet
year-met = Meetings held
year-present = People there
year-kept = People kept
year-welcomed = Newcomers welcomed
year-minutes = Minutes in time
year-confirmed = Minutes confirmed
year-worked = Members who finished a task
year-deputy = A deputy
year-turns = Convened in turn
year-cared = Newcomers cared for
year-answered = Absences answered
year-pulse = The pulse
year-settled = Concerns settled
year-carried = Policies answered
from-met = A meeting counts when it was held in the month in which it was due.
from-present = Of all who were on the roll at each meeting, those who were there.
from-kept = Of those who belonged to the cell a year ago, those who still do.
from-welcomed = Newcomers whose sixty days ended in the month, and those who were welcomed within them. Told from five people on.
from-minutes = Minutes written within seven days of the meeting.
from-confirmed = Minutes to which two who were there agreed.
from-worked = Of those on the roll at the month's end, the members who finished a task in the ninety days before. Told from five people on.
from-deputy = Whether the secretary had a deputy when the month was told.
from-turns = Meetings that somebody else convened than the one before, where both are known.
from-cared = Newcomers whose sixty days ended in the month, and those who were called within a week and had a companion or a task. Told from five people on.
from-answered = Members who missed two meetings in a row, and those whom somebody called or saw within two weeks.
from-pulse = Answers to the three questions of the quarter, and those that were yes. Told from five people on.
from-settled = Concerns of the last twelve months that were answered or are overdue, and those that whoever raised them says are settled.
from-carried = Policies that were to be answered in the month, and those that were: by a report or by an objection.
where-from = Where this comes from
head-month = Month
head-done = Done
head-due = Due
no-return = no return
nothing-due = nothing was due
not-told = not told
guess-head = A guess, kept apart
guess = Of cells whose last half-year looked like this, { $chance } held no meeting in the next half-year.
guess-hint = Nothing is decided from this. It asks for a telephone call and no more.
in-ten = { $n } in ten
in-ten-none = fewer than one in ten
release-head = What { $month } will tell the region
release-hint = It is told by itself a week after the month's end. Tell it now if all is written down.
release-now = Tell it now
month-is-told = { $month } is told.
good-met = Meetings are held when they are due: { $part } of { $of }.
good-present = People come: { $part } of { $of } places were filled.
good-kept = People stay: of { $of } who were here a year ago, { $part } still belong.
good-welcomed = Newcomers are welcomed: { $part } of { $of } in good time.
good-minutes = Minutes are written in time: { $part } of { $of }.
good-confirmed = Minutes are agreed to: { $part } of { $of }.
good-worked = Many carry the work: { $part } of { $of } finished a task lately.
good-deputy = The secretary has a deputy.
good-turns = Several convene the meetings: { $part } of { $of } in turn.
good-cared = Newcomers are not left alone: { $part } of { $of }.
good-answered = Whoever stays away is called: { $part } of { $of }.
good-pulse = People would be missed here: { $part } of { $of } answers were yes.
good-settled = Concerns are settled, by the word of those who raised them: { $part } of { $of }.
good-carried = Policies are answered in time: { $part } of { $of }.
bad-met = { $n ->
    [one] Of { $of } meetings that were due, one was held.
   *[other] Of { $of } meetings that were due, { $part } were held.
 }
bad-worked = Of { $of } people, { $part } finished a task lately.
bad-deputy = The secretary has no deputy.
bad-turns = One alone convenes the meetings.
bad-cared = { $n ->
    [one] Of { $of } newcomers, one was called and not left alone.
   *[other] Of { $of } newcomers, { $part } were called and not left alone.
 }
bad-answered = Of { $of } who stayed away twice, { $part } heard from somebody.
bad-pulse = { $n ->
    [one] Of { $of } answers to the pulse, one was yes.
   *[other] Of { $of } answers to the pulse, { $part } were yes.
 }
bad-settled = Of { $all ->
    [one] one concern
   *[other] { $of } concerns
 }, { $n ->
    [one] one is
   *[other] { $part } are
 } settled.
bad-carried = Of { $all ->
    [one] one policy
   *[other] { $of } policies
 }, { $n ->
    [one] one was
   *[other] { $part } were
 } answered in time.
bad-present = { $n ->
    [one] Of { $of } places at the meetings, one was filled.
   *[other] Of { $of } places at the meetings, { $part } were filled.
 }
bad-kept = { $n ->
    [one] Of { $of } who were here a year ago, one still belongs.
   *[other] Of { $of } who were here a year ago, { $part } still belong.
 }
bad-welcomed = { $n ->
    [one] Of { $of } newcomers, one was welcomed in the first sixty days.
   *[other] Of { $of } newcomers, { $part } were welcomed in their first sixty days.
 }
bad-minutes = Of { $of } meetings, { $part } had their minutes within a week.
bad-confirmed = { $n ->
    [one] Of the minutes of { $of } meetings, those of one were agreed to by two who were there.
   *[other] Of the minutes of { $of } meetings, those of { $part } were agreed to by two who were there.
 }
page-unrecorded = Nothing is written down of { $what } yet.
page-withheld = Of { $what } nothing is told, since there are, or within the year were, fewer than five people.
page-not-met = There was no meeting for { $days } days.
page-never-met = There was no meeting yet.
page-young = It is still young, and has half a year before it is told how it does.
page-few-due = Too few meetings were due to tell.
nothing-stands-out = Nothing stands out, for good or ill.
do-go-on = Go on as you do
do-set-next-meeting = Set the next meeting
do-meet-when-due = Hold the meetings that are due
do-call-the-absent = Call those who were not there
do-keep-members = Speak with those who may leave
do-welcome-newcomers = Welcome those who are new
do-write-minutes = Write the minutes within a week
do-confirm-minutes = Have the minutes agreed to
do-record-rhythm = Write down each meeting
do-record-presence = Tick who is there, each time you meet
do-record-renewal = Write down who joins and who leaves
do-record-books = Write minutes, each time you meet
do-record-work = Write down who does what
do-record-bonds = Write down who called whom
do-share-tasks = Give a task to somebody who has none
do-choose-deputy = Choose a deputy
do-take-turns = Let somebody else convene
do-care-for-newcomers = See to those who are new
do-talk-over-pulse = Talk over the pulse
do-answer-concerns = See to the concerns
do-answer-policies = Answer what is asked of you
the-whole = The whole
whole-head = { $n ->
    [one] One person
   *[other] { $people } people
 }, { $c ->
    [one] one cell
   *[other] { $cells } cells
 }
whole-people-told = People as of the end of { $month }, as cells told them.
whole-all-well = All cells that tell enough are strong or steady.
whole-well = { $part } of { $of } cells are strong or steady.
whole-in-need = { $n ->
    [one] One is at risk or critical, and is offered help.
   *[other] { $few } are at risk or critical, and are offered help.
 }
whole-silent = { $n ->
    [one] One has fallen silent.
   *[other] { $few } have fallen silent.
 }
whole-nothing-yet = Too little is told yet to say how the cells are doing.
see-first-step = See the first step
strength = Strength
trend = A year
coverage = Coverage
of-cells = of { $n } cells
returns-in = { $told } of { $n } returns of the last month are in.
see-which = See which
the-field = The field
none-of-these = Young, silent, or telling too little
key-cells = { $n ->
    [one] { $band }, one cell
   *[other] { $band }, { $n } cells
 }
every-cell-a-patch = Every cell as a patch
patch = { $n ->
    [one] { $name }: one member, { $state }
   *[other] { $name }: { $n } members, { $state }
 }
field-hint = Each patch is a cell, as large as its membership.
as-a-table = The same, as a table
head-unit = Unit
head-bands = Bands
head-half-year = In half a year
head-cells = Cells
head-people = People
no-cells = There is no cell here yet. Found one, or bring in a file of units.
first-step = The first step
first-step-lede = Where an hour of help would strengthen the whole most. Every one of these cells can say no, and nothing follows from a no.
invitations = Invitations
no-steps = There is nobody to offer help to: no cell here tells enough yet.
may-we-help = May we help { $name }?
in-with = { $n ->
    [one] { $above }, one person
   *[other] { $above }, { $n } people
 }
an-hour-here = An hour here does as much as
hours-elsewhere = hours at the usual cell
hours-in-all = About { $hours } hours in all
see-the-cell = See how it is doing
may-silent-head = May fall silent
may-silent-hint = This is a guess about the next half-year, from how cells fell silent before. It asks for a telephone call and no more: how are you, and what do you need?
dormant-cells = Have fallen silent
dormant-hint = They have not met for three months or longer. The latest are nearest to coming back.
last-met = Last met on { $day }.
cells = Cells
field-find-cell = Find a cell by name
cells-found = { $n ->
    [0] No cell goes by that name
    [one] One cell
   *[other] { $n } cells
 }
cells-more = These are the first hundred. Type a name to find another.
returns-missing = { $n ->
    [0] Every return of { $month } has come
    [one] One return of { $month } has not come
   *[other] { $n } returns of { $month } have not come
 }
returns-missing-hint = A return comes by itself a week after the month's end. Where it does not, somebody may need a hand.
areas = Areas without a cell
areas-head = { $n ->
    [0] Every area has a cell
    [one] One area has no cell
   *[other] { $n } areas have no cell
 }
areas-none-listed = Nobody has said yet where cells are wanted. Write down the towns, quarters or firms that you think of, and see which of them have none.
areas-lede = An area has a cell when a cell's name holds the area's. Who knows somebody there?
areas-of = { $n } of the { $of } where a cell is wanted
areas-more = There are more; the list is cut here.
areas-wanted = Write down where we want a cell
field-areas = One area on each line
areas-keep = Keep the list
areas-kept = The list is kept.
see-areas = Areas without a cell
# One unit, for those who manage it.
manage = This unit
manage-under = It stands under { $name }.
manage-closed = It is closed.
manage-name = What it is called
manage-name-keep = Keep this name
manage-is-named = It is called { $name } now.
manage-move = Put it under another unit
manage-to = To stand under
manage-move-yes = Move it
manage-is-moved = It stands under { $to } now.
manage-keeper = Its books are kept by the device
manage-appoint = Let another device keep its books
manage-appoint-hint = For a device that was lost, or whose keeper is gone. What the old one writes from now on counts no more. On the new device 'sward keeper device' tells its key.
manage-device = The new device's key
manage-appoint-yes = Appoint it
manage-is-appointed = The new device keeps its books from here on.
manage-offices = Offices
office-runs = Runs.
suspend = Suspend it
suspend-hint = The office gives no right from now on, until you reinstate it. The unit sees that, and since when. Speak with them first.
suspend-yes = Suspend it
reinstate = Reinstate it
office-is-suspended = Suspended. The unit sees it.
office-is-reinstated = The office gives its rights again.
keys = If this machine were lost
keys-alone = Only the machine that keeps this book can open it. If it is lost, so is the book.
keys-safe = Opened besides by: { $who }. So the book outlives its machine.
keys-others = Not tried, or too old: { $who }.
keys-how = Whoever runs that machine gives keys with 'sward key give', anew every month.
manage-export = Let all its names be given out
manage-export-hint = One person gives out 5,000 names at most. For more, two sign. For two weeks 'sward export members' then gives out those of this unit and all below it, and each cell is told.
manage-export-yes = Ask for it
manage-export-allowed = Allowed for two weeks.
manage-close = Close it
manage-close-hint = For a unit in which nobody is left. Nobody can open it again.
manage-close-yes = Close it for good
manage-is-closed = It is closed.
not-a-device = A device's key is 64 digits and letters from a to f. Copy it whole.
cells-quiet = { $n ->
    [one] Of one cell nothing was heard
   *[other] Of { $few } cells nothing was heard
 }
cells-quiet-hint = A call costs little: perhaps the secretary is ill, or tired.
cell-quiet-since = They met last on { $day }, and no meeting is set for the next half year.
cell-quiet-asked = Their deputy was asked a week ago.
cell-quiet-no-deputy = They have no deputy who could be asked. Please call them.
