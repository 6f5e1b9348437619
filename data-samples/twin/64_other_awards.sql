-- After the last published figure everybody is paid in the file that is due; those first refused (RY2021, tenths)
-- after their dossier is computed again.
insert into twin.awards
select
    people.reference_year, people.person, people.amount,
    greatest(people.natural_on, twin.friday(getvariable('interval_from') + 1)),
    false
from twin.payable_people as people
left join twin.awards using (reference_year, person)
where awards.person is null;

insert into twin.awards
select
    reference_year,
    person,
    payable,
    twin.friday(day),
    true
from (
    select
        dossiers.reference_year, dossiers.person, dossiers.payable,
        greatest(getvariable('supplement_tenths_from') + 21, registered_on)
            + floor(twin.draw_in(dossiers.person, dossiers.reference_year, 'payment lag') * 17)::integer as day
    from twin.dossiers
    join twin.accounts using (person)
    where dossiers.reference_year = getvariable('reference_year')
        and fate = 'entitled' and first_payable = 0 and payable > 0
        and getvariable('supplement_tenths_from') is not null
);
