"""A stand-in for yente: the clauses of its candidate query on tantivy, then logic-v2.

yente needs an Elasticsearch service; here its query runs in the process and without HTTP, so that
it should be faster than the real thing. Words, their metaphones and their symbols are clauses as in
yente; its n-gram clause, which wants 70 % of the n-grams, becomes a sum over trigrams.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from peers.logic_v2 import LogicV2, entity, module
from peers.romanise import romanised
from systems import Record, dates_of

CANDIDATES = 50
"""yente asks for ten times its limit of five."""

METAPHONE_LENGTH_MIN = 3
METAPHONE_BOOST, SYMBOL_BOOST, NGRAM_BOOST, DATE_BOOST, TIE_BREAKER = 0.5, 0.7, 1.5, 3.0, 0.2
WRITER_BYTES = 300_000_000
FIELDS = ("part", "metaphone", "symbol", "gram", "date")
INITIAL = "INITIAL"


def grams(name: str) -> set[str]:
    """Return the trigrams of a romanised name."""
    text = f"_{romanised(name).replace(' ', '_')}_"
    return {text[at : at + 3] for at in range(len(text) - 2)}


def symbol_term(symbol: Any) -> str:
    """Return a symbol as one term."""
    return f"{symbol.category.value}:{symbol.id}".replace(" ", "_")


class YenteLike(LogicV2):
    """Searches with candidates of an inverted index."""

    title = "yente-like + logic-v2"
    searches = True
    scores = False  # the scores are those of logic-v2

    def __init__(self) -> None:
        super().__init__()
        self.tantivy = module("tantivy")
        analysis = "nomenklatura.matching.logic_v2.names.analysis"
        self.query_names = module(analysis).entity_names
        self.record_names = module("followthemoney.names").entity_names
        builder = self.tantivy.SchemaBuilder()
        builder.add_integer_field("place", stored=True)
        for field in FIELDS:
            builder.add_text_field(
                field, stored=False, tokenizer_name="whitespace", index_option="basic"
            )
        self.schema = builder.build()
        self.searcher: Any = None
        self.persons: Sequence[Record] = ()

    def build(self, persons: Sequence[Record]) -> None:
        """Index the words, metaphones, symbols, trigrams and dates of every person."""
        self.persons = persons
        index = self.tantivy.Index(self.schema)
        writer = index.writer(WRITER_BYTES, 1)
        for place, person in enumerate(persons):
            fields = {
                name: [" ".join(sorted(terms))] for name, terms in self._terms(person).items()
            }
            writer.add_document(self.tantivy.Document(place=place, **fields))
        writer.commit()
        index.reload()
        self.searcher = index.searcher()

    def _terms(self, person: Record) -> dict[str, set[str]]:
        terms: dict[str, set[str]] = {field: set() for field in FIELDS}
        for name in self.record_names(entity(person), infer_initials=False):
            kept = (one for one in name.symbols if one.category.value != INITIAL)
            terms["symbol"].update(map(symbol_term, kept))
            for part in name.parts:
                terms["part"].add(part.comparable)
                if part.metaphone and len(part.metaphone) >= METAPHONE_LENGTH_MIN:
                    terms["metaphone"].add(part.metaphone)
        for date in dates_of(person):
            terms["date"].update({date, date[:4]})
        terms["gram"].update(*map(grams, person["names"]))
        return terms

    def search(self, query: Record, limit: int) -> list[tuple[int, float]]:
        """Return the best candidates by the scorer; equal scores keep the order of the index."""
        asked = entity(query)
        scored = [
            (place, self.score_entities(asked, entity(self.persons[place])))
            for place in self._candidates(query, asked)
        ]
        return sorted(scored, key=lambda found: -found[1])[:limit]

    def _candidates(self, query: Record, asked: Any) -> list[int]:
        clauses = [*self._word_clauses(asked), *self._other_clauses(query)]
        if not clauses:
            return []
        should = self.tantivy.Occur.Should
        both = self.tantivy.Query.boolean_query([(should, clause) for clause in clauses])
        hits = self.searcher.search(both, CANDIDATES).hits
        return [self.searcher.doc(address)["place"][0] for _, address in hits]

    def _word_clauses(self, asked: Any) -> Iterator[Any]:
        """Yield for each word of the query the best of the word, its metaphone and its symbols."""
        seen: set[str] = set()
        for name in self.query_names(asked, is_query=True):
            symbols: dict[Any, set[Any]] = {}
            for span in name.spans:
                for part in span.parts:
                    symbols.setdefault(part, set()).add(span.symbol)
            for part in name.parts:
                if part.comparable in seen:
                    continue
                seen.add(part.comparable)
                ways = [self._term("part", part.comparable)]
                if part.metaphone and len(part.metaphone) >= METAPHONE_LENGTH_MIN:
                    ways.append(self._term("metaphone", part.metaphone, METAPHONE_BOOST))
                ways += (
                    self._term("symbol", symbol_term(symbol), SYMBOL_BOOST)
                    for symbol in symbols.get(part, ())
                    if symbol.category.value != INITIAL
                )
                yield self.tantivy.Query.disjunction_max_query(ways, TIE_BREAKER)

    def _other_clauses(self, query: Record) -> Iterator[Any]:
        asked = sorted(grams(query["names"][0]))
        for gram in asked:
            yield self._term("gram", gram, NGRAM_BOOST / len(asked))
        for date in dates_of(query):
            yield self._term("date", date, DATE_BOOST)

    def _term(self, field: str, text: str, boost: float = 1.0) -> Any:
        term = self.tantivy.Query.term_query(self.schema, field, text)
        return self.tantivy.Query.boost_query(term, boost)


SYSTEM = YenteLike
