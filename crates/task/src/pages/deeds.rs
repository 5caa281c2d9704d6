//! What the forms of tasks ask for.

use book::{PersonId, SubjectId, Text};
use charter::calendar::Day;
use web::{Asked, Fault, Plan, Result, Told, Who};

use crate::{Command, Decided, Task};

/// Sets a task.
pub fn set(asked: &Asked) -> Result<Plan> {
    let text = asked.fields.filled("text").ok_or(Fault::field("text", "field-missing"))?;
    let meeting = asked.fields.filled("meeting").map(str::parse::<SubjectId>).transpose();
    let number = asked.fields.filled("decision").and_then(|number| number.parse().ok());
    let out_of = meeting.map_err(|_| Fault::NotFound)?.zip(number);
    let out_of = out_of.map(|(meeting, number)| Decided { meeting, number });
    let policy = asked.fields.filled("policy").map(str::parse::<SubjectId>);
    let policy = policy.transpose().map_err(|_| Fault::NotFound)?;
    let (due, owner) = (due(asked)?, owner(asked)?);
    let wish = asked.wish::<Task>(&Command::Set { text: Text(text.into()), due, owner, out_of, policy })?;
    Ok(Plan::one(wish, Told::new("task-is-set")))
}

/// Gives it to somebody or nobody, and says until when it should be done.
pub fn change(asked: &Asked) -> Result<Plan> {
    let owner = owner(asked)?.map_or(Command::Free, Command::Take);
    let postpone = asked.more::<Task>(1, asked.subject, &Command::Postpone(due(asked)?))?;
    let wishes = vec![asked.wish::<Task>(&owner)?, postpone];
    Ok(Plan { wishes, told: Told::new("task-is-changed"), ..Plan::default() })
}

/// Says that it is done.
pub fn finish(asked: &Asked) -> Result<Plan> {
    over(asked, &Command::Finish, "task-is-done")
}

/// Says that it will not be done.
pub fn drop_it(asked: &Asked) -> Result<Plan> {
    over(asked, &Command::Drop, "task-is-dropped")
}

fn over(asked: &Asked, command: &Command, told: &'static str) -> Result<Plan> {
    let back = if asked.who == Who::Own { "me.reopen-task" } else { "task.reopen" };
    Ok(Plan { undo: Some(asked.back(back, vec![])), ..Plan::one(asked.wish::<Task>(command)?, Told::new(told)) })
}

/// Says that it is to be done after all.
pub fn reopen(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Task>(&Command::Reopen)?, Told::new("task-is-open")))
}

/// Takes it on.
pub fn take(asked: &Asked) -> Result<Plan> {
    let me = asked.visit.person().ok_or(Fault::NotFound)?;
    Ok(Plan::one(asked.wish::<Task>(&Command::Take(me))?, Told::new("task-is-yours")))
}

/// Gives it back.
pub fn free(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Task>(&Command::Free)?, Told::new("task-is-nobodys")))
}

/// Asks for help, or says that it is found.
pub fn help(asked: &Asked) -> Result<Plan> {
    let found = asked.fields.get("found").is_some_and(|found| found == "yes");
    let (command, told) =
        if found { (Command::FindHelp, "task-help-is-found") } else { (Command::AskHelp, "task-help-is-asked") };
    Ok(Plan::one(asked.wish::<Task>(&command)?, Told::new(told)))
}

fn due(asked: &Asked) -> Result<Option<Day>> {
    let day = asked.fields.filled("due").map(|day| day.parse::<Day>().map_err(|_| Fault::field("due", "not-a-day")));
    day.transpose()
}

fn owner(asked: &Asked) -> Result<Option<PersonId>> {
    let who = asked.fields.filled("owner").map(|who| who.parse::<PersonId>());
    who.transpose().map_err(|_| Fault::field("owner", "field-missing"))
}
