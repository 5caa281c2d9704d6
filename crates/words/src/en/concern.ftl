# Concerns: what troubles somebody, until they say that it is settled.
concerns = Concerns
see-concerns = Concerns
concerns-so-far = Raised here so far: { $n }. Settled, by the word of those who raised them: { $settled }.
concern-raise = Raise a concern
concern-have-receipt = I have a receipt
concerns-for-you = For you to see to
concerns-none = Nothing waits.
concerns-below = Below, and late
concerns-below-hint = Their date has passed, or you were asked. You can take them up.
concerns-closed-above = { $n ->
    [one] One concern from below is late and closed to you: it was locked before your letterbox was there, or for the ombuds alone. { $unit } may open it, or the ombuds.
   *[other] { $n } concerns from below are late and closed to you: they were locked before your letterbox was there, or for the ombuds alone. { $unit } may open them, or the ombuds.
 }
concerns-closed = { $n ->
    [one] One concern from below is late and closed to you: it was locked before your letterbox was there, or for the ombuds alone. Only the unit where it was raised may open it, or the ombuds.
   *[other] { $n } concerns from below are late and closed to you: they were locked before your letterbox was there, or for the ombuds alone. Only the units where they were raised may open them, or the ombuds.
 }
concerns-wait-below = { $n ->
    [one] One concern from below waits
   *[other] { $n } concerns from below wait
 }
concern-lede = Say what troubles you. It is put into the book at the end of the day, under no name and no hour, and only those can open it whom it is for. You get a receipt; with it you see the answer, and you alone can say that it is settled.
concern-what = What troubles you?
concern-about = What is it about?
concern-about-any = The cell, or the organisation
concern-about-officer = Somebody who holds an office: for the ombuds alone
concern-openly = I want to be reached
concern-openly-hint = Only those can read this whom the concern is for. Leave it empty to stay unknown.
concern-name = Your name
concern-contact = How to reach you
concern-send = Send it
concern-prints = Printed, this page is an empty form for whoever would rather write by hand.
concern-paper-may = only if you want
concern-paper-how = Give it, folded, to somebody you trust to type it in word for word. They give you the receipt that the page shows them, and burn this sheet. With the receipt alone you see the answer and say that it is settled.
concern-kept = Whoever looks after this machine could read what passes through it at this moment. Nothing is kept of where you sent it from.
receipt = Receipt
receipt-given = It is taken in. This is your receipt
receipt-lede = Write it down, or keep this page. It is shown this once, and nobody can make another.
receipt-hint = With it you see what is answered, and say whether it is settled. Within two working days somebody says that they see to it, within three weeks you are answered. If not, the unit above can open it.
receipt-look = What has become of it?
receipt-look-lede = Type the code of your receipt. It tells what was answered, and lets you say whether it is settled.
receipt-code = The code of your receipt
receipt-look-yes = Look
concern = A concern
concern-yours = Your concern
concern-this-evening = It is put into the book at the end of the day.
concern-waiting = Nobody has said yet that they see to it.
concern-acknowledged = Somebody sees to it.
concern-interim = There is an answer, and another will follow.
concern-answered = It is answered, and not confirmed: whoever raised it has not said that it is settled.
concern-answered-yours = It is answered. You have not said yet whether it is settled.
concern-appealed-yours = You say that it is not settled.
concern-settled-yours = Settled, by your word.
concern-appealed = Whoever raised it says that it is not settled.
concern-settled = Settled, by the word of whoever raised it.
concern-overdue = It should have been seen to by { $day }: the unit above may open it.
concern-due = to be answered by { $day }
concern-from = From
concern-ombuds-alone = This is for the ombuds alone.
concern-no-ombuds = This is about somebody who holds an office. There was no ombuds, so it came to you.
concern-acknowledge = I see to it
concern-answer-head = Answer
concern-answer-text = What do you answer?
concern-answer = Answer
concern-answer-so-far = Answer so far; more will follow
concern-pass-on = Pass it on
concern-pass-on-hint = It stays yours too, until it is settled: nobody says ‘not ours’.
concern-pass-to = To whom
concern-pass-why = Why them?
concern-pass-yes = Ask them
concern-take-up = We take it up
concern-take-up-hint = It is late below. From here on you answer it too.
concern-take-up-officer = It was put to you at once. From here on you answer it.
concern-settled-hint = Whoever raised it says that it is settled. Nothing more is to be done.
concern-your-word = Your word
concern-again = Is it not, after all?
concern-settle = It is settled
concern-why-not = What is still wrong?
concern-appeal = It is not settled
concern-word-taken = Your word is taken in
concern-word-settled = It is put into the book at the end of the day. Thank you for saying so.
concern-word-appealed = It is put into the book at the end of the day. The concern stays open, and is to be answered again within three weeks.
concern-word-waits = Your word waits for the end of the day.
concern-is-acknowledged = Whoever raised it sees that you see to it.
concern-is-answered-so-far = Answered so far. Another answer is due within three weeks.
concern-is-answered = Answered. Whoever raised it says whether it is settled.
concern-is-passed-on = They are asked. It stays yours too.
concern-is-taken-up = You have it now.
no-letterbox = Nobody here can be written to yet: the machine that keeps the book opens a letterbox this evening. Try again tomorrow.
intake-full = So much came in today that no more is taken. Please come again tomorrow.
step-raised = Raised on { $day }
step-taken-up = Taken up on { $day }
step-acknowledged = Somebody sees to it, since { $day }
step-interim = Answered so far on { $day }
step-answered = Answered on { $day }
step-passed-on = Passed on on { $day }
step-settled-yours = Settled, you said, on { $day }
step-appealed-yours = Not settled, you said, on { $day }
step-settled = Settled, they say, on { $day }
step-appealed = Not settled, they say, on { $day }
concern-see = See to it
concern-thing = A concern waits for an answer
concern-thing-late = It should have been seen to by { $day }.
concern-thing-due = To be answered by { $day }.
concern-thing-new = Nobody has said yet that they see to it.
