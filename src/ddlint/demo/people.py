"""Who works in the sample."""

from ddlint.demo.stream import Person

ANNA = Person("Anna Visser", "anna@deepdesk.example")
BRAM = Person("Bram de Groot", "bram@deepdesk.example")
CHIARA = Person("Chiara Conti", "chiara@deepdesk.example")
DEVI = Person("Devi Narayan", "devi@deepdesk.example")
EMIL = Person("Emil Sørensen", "emil@deepdesk.example")
GITHUB = Person("GitHub", "noreply@github.com")
FLUX = Person("fluxcdbot", "fluxcdbot@users.noreply.github.com")
