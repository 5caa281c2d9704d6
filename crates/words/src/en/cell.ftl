# A cell's pages: its week, meetings, people.
tab-week = Week
tab-meetings = Meetings
tab-people = People
tab-cell = Cell
tab-health = How it is doing
tab-whole = The whole
tab-first-step = First step
tab-cells = Cells
good-morning = Good morning
good-day = Good day
good-evening = Good evening
good-morning-name = Good morning, { $name }
good-day-name = Good day, { $name }
good-evening-name = Good evening, { $name }
no-next-meeting = No meeting is set
no-next-hint = A cell that knows when it meets next seldom falls silent.
set-the-next = Set the next meeting
worth-doing = Worth doing this week
worth-hint = People first, papers after. Share them out.
nothing-waits = Nothing waits for you. Enjoy the week.
others-see-to-it = Your secretary sees to the papers. Come to the meeting, and bring somebody.
go-on = Go on as you do.
the-next-step = The next step: { $step }.
sit-down-with = Sit down with { $name }
joined-days-ago = { $n ->
    [0] They joined today. Most who stay were welcomed in the first weeks.
    [one] They joined yesterday. Most who stay were welcomed in the first weeks.
   *[other] They joined { $few } days ago. Most who stay were welcomed in the first weeks.
 }
we-have-met = We have met
call = Call { $name }
missed-two = They missed the last two meetings.
write-minutes-of = Write the minutes of { $day }
minutes-fresh = They are quickest while you remember.
write-them = Write them
confirm-minutes-of = Say yes to the minutes of { $day }
minutes-need-two = Two who were there read them and agree.
read-them = Read the minutes
because-health = It would do most for the cell.
see-how = See how
term-ends = The term of the { $office } ends on { $day }
term-hint = Ask early who goes on, or who follows.
see-people = See who is here
office-secretary = secretary
office-deputy = deputy
office-treasurer = treasurer
office-organiser = organiser
office-ombuds = ombuds

# Meetings.
meetings = Meetings
meetings-later = And after that
meetings-past = Behind us
meetings-none = No meeting was held yet.
meeting-is = We meet { $when }
meeting-was = We were to meet { $when }
meeting-get-ready = Get it ready
meeting-open = Open the meeting
meeting-set-another = Set another meeting
set-it = Set it
was-set = Set
was-not-held = Not held, as far as anybody wrote down
was-held = Held
was-minuted = Minutes written
was-confirmed = Minutes agreed to
was-cancelled = Cancelled
field-day = Day
field-clock = Time
field-title = What it is about, if it is something special
rhythm = How often we meet
field-every = We meet
every = { $days ->
    [7] every week
    [14] every two weeks
    [21] every three weeks
    [28] every four weeks
    [30] every 30 days
    [61] every two months
    [91] every three months
   *[other] every { $days } days
 }
rhythm-keep = Keep this rhythm
present-of = { $present } of { $roll } were there
our-meeting = Our meeting
meeting-of = Meeting of { $day }
cancelled-because = It was cancelled: { $reason }
agenda = What we talk about
agenda-how = How is everyone?
agenda-welcome = Welcome: { $names }
agenda-minutes = Do we agree to the minutes of { $day }?
agenda-own = What brings you here?
agenda-next = When do we meet next, and who brings what?
agenda-change = Change the agenda
field-agenda = One point a line
agenda-keep = Keep the agenda
agenda-is-kept = The agenda is kept.
meeting-move = Meet at another time
meeting-move-keep = Keep the new time
meeting-cancel = Cancel this meeting
field-reason = Why? Everybody will read it.
meeting-cancel-yes = Cancel it
meeting-is-cancelled = The meeting is cancelled.
meeting-is-set = The meeting is set: { $day }.
rhythm-is-kept = From now on you mean to meet every { $days } days.
who-we-expect = Whom we expect
enough-of = { $enough } of { $roll } are enough to decide.
say-hello = new: say hello
who-is-here = Who is here?
who-is-here-hint = Tick people as they come. The time is kept for those who come late.
came-at = came at { $clock }
a-guest = guest, without a vote
someone-else = Someone else is here
field-guest = Their name
here = here
enough = { $enough } are enough to decide
save = Save
ticks-are-kept = Kept: { $few } are here.
what-we-talk-about = What we talk about
minutes-hint = Begin a line with 'Decided:' and it stands out as a decision.
field-minutes = Minutes
decided-mark = Decided
decided-head = Decided
all-said = All said?
all-said-hint = Read the decisions aloud once more. Closing keeps who was here and what was written.
meeting-close = Close the meeting
meeting-is-closed = The meeting is closed, and in the book.
held-enough = { $guests ->
    [0] { $present } of { $roll } were there, enough to decide.
    [one] { $present } of { $roll } were there, enough to decide, and one guest.
   *[other] { $present } of { $roll } were there, enough to decide, and { $guests } guests.
 }
held-too-few = { $guests ->
    [0] { $present } of { $roll } were there, too few to decide.
    [one] { $present } of { $roll } were there, too few to decide, and one guest.
   *[other] { $present } of { $roll } were there, too few to decide, and { $guests } guests.
 }
from-clock = from { $clock }
minutes = Minutes
minutes-none = No minutes were written yet.
minutes-write = Write the minutes
minutes-change = Change the minutes
minutes-keep = Keep the minutes
minutes-are-kept = The minutes are kept. Decisions in them: { $few }.
minutes-redact = Take something out of the minutes
minutes-redact-hint = For what should not be kept about somebody: put […] in its place, and leave the rest as it stands. What you take out is erased from the book at the end of the day; that something was taken out stays to be seen. No machine finds all that was written about a person: look through the title, the agenda, the guests and other minutes yourself. Paper and copies stay where they are.
field-redacted = The minutes as they should stand
minutes-redact-yes = Take it out for good
minutes-are-redacted = It is taken out of the minutes. What stood before is erased at the end of the day.
minutes-redacted-on = Something was taken out of these minutes on { $day }.
minutes-are-confirmed = The minutes are confirmed.
confirm-head = Do we agree to these minutes?
confirm-hint = Two who were there read them and say yes. Tick both. Whoever signs in here says it for themselves.
confirm-themselves = Two who were there read them and say yes, each on this page.
agree = I was there, and this is right
agreed-by = Agreed to these minutes, each for themselves: { $who }.
minutes-are-agreed = Thank you. Two who were there agree, and the minutes stand.
confirm = We agree
confirmed-by = { $one } and { $other } agreed to these minutes.
sign-minutes = Minutes
sign-secretary = Secretary
field-missing = This is still empty.

# People.
people = People
people-head = { $n ->
    [0] Nobody is on the roll yet
    [one] One of us
   *[other] { $n } of us
 }
people-former = { $n ->
    [one] One who was here before
   *[other] { $n } who were here before
 }
someone-joins = Someone joins
field-find = Find by name
find = Find
nobody-so = Nobody here goes by that name.
since = since { $day }
since-unknown = since when, nobody wrote down
left-on = left on { $day }
new = new
join-lede = A name is enough. Everything else can wait until you know each other.
field-name = Name
field-contact = Telephone or address
field-contacts = Telephone and addresses, one a line
field-since = Since when
field-year = Year of birth
more-about = More about them
join = Take them in
has-joined = { $name } belongs to us now.
person-is-kept = What is written about { $name } is kept.
is-welcomed = { $name } was welcomed. Well done.
has-left = { $name } has left.
is-back = { $name } is with us again.
has-gone = { $name } goes to { $to }. Their secretary takes them in.
went-to = Went to { $to }.
joined = Joined
welcomed = Welcomed
left = Left
one-of-us-since = One of us since { $day }.
one-of-us = One of us; since when, nobody wrote down.
contacts = How to reach them
contacts-none = Nobody has written that down. Ask when you meet.
born = Born
held-on-you = This is what your cell knows of you. It stays in the cell.
welcome-head = Have you sat down with them?
welcome-hint = An hour together in the first weeks does more than anything later.
welcome-done = Yes, we have met
person-change = Change what is written
person-keep = Keep it
person-goes = They go to another cell
field-to = To which
person-goes-keep = They go there
person-leaves = They leave
field-last-day = Their last day
person-leaves-keep = They leave
person-returns = They are back
offices = Offices
offices-lede = Two who know where the keys are make a cell safe. Nobody has to carry an office for ever.
holder-unknown = Who holds it, nobody wrote down.
holder-me = That is me
holder-is-told = Now it is written down that you hold it.
holder-not-you = This cannot be said here: it is not the office by which you came in, or it is known who holds it. Look at the offices again.
term-until = until { $day }
term-should-have-ended = should have ended on { $day }
term-end = End this term
opens = What it opens
opens-figures = Seeing the figures of this unit and those below it
opens-people = Seeing the people, meetings and minutes of this unit
opens-record = Writing in the record: people, meetings, minutes; links for those who sign in
opens-convening = Setting meetings and their agenda, and cancelling them
opens-cash = Keeping the cash: what is asked, who paid and who owes, the cash book
opens-ombuds = Seeing what officers did with what is held on people here
opens-offices = Beginning and ending terms of office here, none wider than their own
opens-units = Founding, naming, moving and closing units
opens-keepers = Saying which device keeps the books of units below
opens-below = All of it in the units below too, but for what their records hold
suspended-yours = An office of yours is suspended from above since { $day }. Until it is reinstated it gives no right. Speak with the unit above.
suspended-since = Suspended from above since { $day }: until it is reinstated it gives no right.
term-end-hint = Whoever held it loses the rights of the office at once.
term-end-yes = End it
term-begin = Somebody takes an office
field-office = Which
field-holder = Who
field-until = Until when, as a reminder
term-begin-yes = They take it
term-is-begun = The term has begun.
term-is-ended = The term has ended.
same-title = One person, or two?
same-lede = These entries look alike. If they are of one person, one entry gives way; what was written in it stays, and it can be undone.
same-reason = Two entries look alike. If they are one person, the roll counts them twice.
see-them = See them
see-offices = See the offices
same-none = No two entries here look alike.
same-found = { $n ->
    [one] One pair of entries looks alike
   *[other] { $n } pairs of entries look alike
 }
same-keep = One person; keep this entry
same-entry = The entry { $name } was found to be of the same person.
same-other = They are two people after all
same-two = They are two people
is-same = The two entries stand for one person now.
is-other = They stand for two people again.
are-two = Kept: they are two people.
not-a-birth-year = Write the year like 1984.
# Being forgotten.
erase-head = To be forgotten
erase-head-me = To leave no trace
erase-hint = Name, contacts and year of birth are hidden at once when two people ask, and can be read nowhere a week later. What stays is that somebody was a member from one day to another, by a number. What was written about the person in minutes is not found by any machine: read those, and put them right yourself.
erase-ask = Ask that this person is forgotten
erase-ask-me = Ask that I am forgotten
erase-asked = Somebody has asked for this. When you ask too, it is done, and nobody can take it back.
erase-too = Ask too: this cannot be taken back
erase-yours = You have asked for this. Somebody else has to ask too.
erase-drop = I do not ask for it any more
erase-is-asked = Asked. A second person has to ask too.
erase-is-done = Two have asked, and it is done. The key is destroyed in a week.
erase-is-dropped = It is not asked any more.
forgotten-head = { $n ->
    [one] One person was forgotten
   *[other] { $few } people were forgotten
}
forgotten = Who was forgotten
forgotten-lede = Without a name, since that is the point: only the day on which a second person asked, and how far it has come.
forgotten-none = Nobody was forgotten here.
forgotten-waits = Not confirmed yet: the machine that keeps this book ({ $device }) still has to destroy the key.
forgotten-week = It does so a week after the second one asked, at the end of a day that is confirmed. Nothing is shown of the person meanwhile.
forgotten-done = Confirmed: the machine that keeps this book ({ $device }) has destroyed the key.
forgotten-others = One machine keeps a book. Which others hold a copy of it, or a backup with keys, is not known here; each that this program opens destroys the key too, as soon as it hears of it.
forgotten-see = Who was forgotten, and whether it is done
# What is held on the viewer, and who looked.
held = What is held on you
held-why = Why, and for how long
held-who = Who you are
held-reach = How to reach you
held-tongues = Languages
held-correct = Put it right
held-place = Your place here
held-noted = Written down
held-gone = Went to
held-called = In our files
held-besides = Besides
held-from-file = It came from a file.
held-at-home = This is your cell.
held-gave-way = This entry gave way to another of yours.
held-asked = It was asked that you are forgotten.
held-meetings = Meetings you were at
held-meetings-more = Earlier ones
held-meetings-none = None that is still known. By name it is known for a year.
held-tasks = Tasks that you have, or had
held-task-no-day = Whenever
held-task-yours = To be done. What it is stands under 'Tasks', in words that may name others.
held-dues = Dues that you paid
held-dues-see = What you owe and paid
held-counts = You counted the cash with somebody { $n ->
    [one] once
   *[other] { $few } times
 }.
held-signing = How you sign in here
held-no-account = You have no account on this machine.
held-printed = { $unit }, { $day }.
was-there = You were there.
was-late = You came at { $clock }.
was-agreed = You agreed to the minutes.
office-over = Over.
office-now = Now.
take = Take it with you
take-hint = All that is held on you, as files for you alone.
take-it = Take it away
take-lede = All that the cell holds on you. Nobody else's name stands in it. What you keep on your phone, anybody who picks it up can read.
take-page = To read or print
take-json = For another program (JSON)
take-not = Minutes are not in it: they are everybody's. That you took this away is noted, and you see it under 'Who looked'.
leave-head = Leave the cell
leave-hint = From today on you are not on the roll, and these pages are closed to you. What you want to keep, take away before. The cell can take you back.
leave-yes = I leave
you-have-left = You have left.
looked = Who looked
looked-ombuds = You look after what officers do: here stands all that was done with what is held on people here, each once a day. Whose page it was is told to them alone. It is known for a year.
looked-lede = Who saw what is held on you here, and what else was done with it: each once a day, however often. It is known for a year.
looked-lately = Who looked, these thirty days
looked-all = The whole year
looked-nobody = Nobody.
looked-not = What you look at yourself is not noted of you here. Whoever can open the machine's files sees them without any page, and that nobody notes.
looked-week = Who is worth a call this week
looked-people = The list of people
looked-person = Your page
looked-another = Somebody's page
looked-another-took = Somebody took away what is held on them.
looked-meeting = Who was at a meeting, or is expected
looked-accounts = Who signs in
looked-exported = A file was made of what is held on people here.
looked-imported = People were brought in from a file.
looked-took = What is held on you was taken away as a file.
looked-denied = Somebody asked for what is not theirs, and was shown nothing.
looked-linked = A link was made by which somebody comes in.
looked-confirmed = It was confirmed whose an account is.
looked-reset = It was asked to open the way into an account again.
looked-opened = The way into an account was opened again.
looked-granted = An office was given.
looked-withdrawn = A term of office was ended.
looked-of-you = It concerns you.
looked-by = { $name }
looked-by-somebody = somebody of this cell
looked-by-office = the { $office }
looked-by-unit = somebody of { $unit }
looked-by-machine = whoever was at the machine
# What is held on people, and why.
register = What is held on you, and why
register-lede = This is all that a cell's book holds on anybody. The list is made from the program itself.
register-not = There is no mark, no rank and no rate of anybody: cells are scored, people never. Nothing above the cell names you.
held-name = Your name
held-contacts = How you are reached
held-birth-year = Your year of birth
held-languages = Your languages
held-code = What the cell's own files call you
held-joined = Since when you belong
held-bulk = Whether that came from a file
held-welcomed = That somebody sat down with you
held-left = When you left
held-went-to = The cell that you went to
held-home = That this is your cell
held-same = That two entries are yours
held-erasure = That it was asked to erase you, and how far that is
held-office = An office that you hold
held-account = That you have an account on this machine
held-recipient = What somebody is called who was given the keys of the record
held-task = A task that you have
held-task-said = What is to be done
held-paid = What you paid in dues, and when
held-given-back = What you were given back of dues, and when
held-cash-said = What is to be known of a posting in the cash book
held-counted = That you counted the cash too
held-waiver = That nothing is asked of you for a time
held-title = What a meeting was called
held-agenda = What a meeting was to be about
held-attended = That you were at a meeting
held-late = That you came late, and when
held-guests = Guests of a meeting, by name
held-minutes = What was decided, and what the minutes say
held-confirmed = That you agreed to the minutes
held-because = Why a meeting was cancelled
held-looked = Who looked at what is held on you, and what else was done with it
purpose-roll = To know who belongs to the cell.
purpose-reach = So that somebody can reach you.
purpose-care = So that you are welcomed, and missed when you are not there.
purpose-decide = To know that a meeting decided rightly.
purpose-rights = To know who may do what.
purpose-cash = To keep the cell's money in order.
purpose-promise = To keep a promise to you.
purpose-nobody = It concerns nobody.
readers-cell = Everybody in the cell reads it.
readers-writers = Those who write the cell's book read it.
readers-cash = Those who keep the cash read it, and you what is yours.
readers-concerned = Those whom it concerns read it, each what is their own.
readers-machine = Nobody reads it but the machine that keeps the book.
kept-erasure = It goes when you are erased.
kept-year = It goes a year later.
kept-record = It stays as long as the book, by a number instead of your name.
kept-text = It stays as long as the book. Whoever writes there may name you, and no machine finds that.
kept-hidden = It is shown nowhere once you are erased, and stays in the locked book.
# Who signs in.
accounts = Who signs in
accounts-lede = Give a link by hand to whoever should see the cell's pages. How they come back they choose themselves: nobody sets that for them.
account-none = No account yet.
account-link-only = Came in by a link, and has chosen no way back yet.
account-open = Signs in.
account-by-passkey = Signs in with a passkey.
account-waits-for = Came in by a link that one officer made. Say that it reached the right person.
account-confirm = Yes, it is them
account-is-confirmed = Confirmed.
account-not-yours = Another officer has to say this: neither the one whose account it is, nor anybody of another unit.
account-invite = Make a link
account-is-there = They have an account, and sign in with what they chose. If that is lost, two officers open the way again.
link-made = A link
link-for = A link for { $name }
link-hint = It works once, for three days, and is shown this once. Give it by hand, or read it out; in a letter it can be opened by others.
link-is-given = It is given
seat = { $office }, term { $number }
reset-head = Everything is lost
reset-hint-signed = When all that opens the account is lost, ask here. As it gives an office above a cell, two officers then sign it with their passkeys: you now, another under 'To be signed'. A day later a new link can be made. Whoever signs in meanwhile can say that nothing is lost.
reset-hint = When all that opens the account is lost, two officers of this unit ask here, each for themselves. A day later a new link can be made. Whoever signs in meanwhile can say that nothing is lost. Where there is a passkey, both have to have signed in with a passkey just now.
reset-asked = { $n ->
    [one] One officer has asked.
   *[other] { $few } officers have asked.
}
reset-ask = Ask that the way is opened again
reset-is-asked = Asked. A second officer asks too, and a day later a link can be made.
reset-a-day = A day after the second one's word, a link can be made here.
reset-link = Make the new link
reset-not-so = This cannot be done: it is your own account, you have asked already, you did not sign in with a passkey just now where one is needed, or a day has not passed.
# A link of somebody's own.
mine = What is told of you
mine-lede = { $unit } reaches you by this. Put it right whenever something changes. This link opens nothing else.
own-link = A link of their own
own-link-hint = For families, and for whoever has only a phone: with it they, or who looks after them, put right what is told of them, and nothing else. It works again and again for a year, until somebody ends it. Give it by hand.
own-link-mine = Your own link
own-link-mine-hint = Somebody who writes the cell's book made a link for you. Whoever has it can put right what is told of you, and see or do nothing else.
own-link-until = It works until { $day }.
own-link-make = Make it
own-link-anew = Make a new one; the old one ends
own-link-end = End it
own-link-is-over = The link is over.
own-link-made = It opens what is told of this person, and nothing else. It works for a year, and is shown this once. Give it by hand.
tab-tasks = Tasks
week-on-paper = { $unit }, on { $day }
tasks-head = { $n ->
    [0] Nothing is to be done
    [one] One thing is to be done
   *[other] { $few } things are to be done
 }
tasks-none = No task waits. What a meeting decides can become one.
tasks-done = { $n ->
    [one] Done in these three months: one
   *[other] Done in these three months: { $few }
 }
tasks-decided = Decided, and nobody has it yet
task-make = Make it a task
task-taken-out = What it was is taken out.
task-nobody = nobody yet
task-nobody-now = nobody has it now
task-done-on = Done on { $day }
task-overdue = should have been done by { $day }
task-due = until { $day }
task-wants-help = help is asked for
task-finish = Done
task-take = I take it
task-free = I give it back
task-help = Ask for help
task-help-found = Help is found
task-change = Change it
task-owner = Who
task-until = Until when
task-change-yes = Keep it so
task-drop = Let it be
task-new = A new task
task-what = What is to be done
task-set = Set it
task-is-set = The task is set.
task-is-changed = It is changed.
task-is-done = Done. Thank you.
task-is-dropped = It will not be done.
task-is-open = It is to be done again.
task-is-yours = It is yours. Thank you.
task-is-nobodys = Nobody has it now.
task-help-is-asked = The cell sees that you ask for help.
task-help-is-found = Good. Nobody is asked any more.
see-meetings = See the meetings
see-tasks = See the tasks
task-give = Who does it?
task-give-somebody = Give it to somebody
task-nobody-until = nobody has it yet; until { $day }
task-nobody-now-until = nobody has it now; until { $day }
task-nobody-now-overdue = nobody has it now; it should have been done by { $day }
ask-secretary = Ask how the secretary is
ask-secretary-since = We met last on { $day }, and no meeting is set for the next half year. Perhaps they are glad of a hand.
ask-secretary-button = See who it is
handing-over = Handing over
handing-lede = What whoever comes next needs to know. Print it, go through it together, and sign it both.
handing-next = The next meeting
handing-no-next = None is set.
handing-minutes = Minutes that wait
handing-minutes-n = { $n ->
    [0] None.
    [one] One meeting's.
   *[other] Of { $few } meetings.
 }
handing-tasks = What is to be done
handing-decided = What was decided in the last meetings
handing-policies = What the organisation waits for
handing-concerns = Concerns that are open
handing-concerns-n = { $n ->
    [0] None.
    [one] One. What it says stands in the program, and not on paper.
   *[other] { $few }. What they say stands in the program, and not on paper.
 }
handing-answered = Concerns that were answered, and not confirmed
handing-answered-n = { $n ->
    [0] None.
    [one] One. Whoever raised it may still say that it is not settled.
   *[other] { $few }. Whoever raised one may still say that it is not settled.
 }
handing-asking = Who asks to join
handing-cash = The cash
handing-cash-two = counted by two on { $day }
handing-cash-one = counted by one alone on { $day }
handing-cash-more = That was { $amount } more than the book said then.
handing-cash-less = That was { $amount } less than the book said then.
handing-cash-now = Now the book says { $amount }.
handing-cash-uncounted = The book says { $amount }; nobody has counted it yet.
handing-keys = Who else can open the book
handing-no-keys = Nobody: give its keys to a second one.
handing-device = The device that keeps the book
handing-offices = Offices
handing-office = { $office }: { $name }
handing-nothing = Nothing.
handing-sign = Handed over by
handing-sign-next = Taken over by
see-handing-over = Handing over
