// What an officer signs about a hit: the one spelling of a statement (RFC 8785), as the hub seals it.
const TAG = "jisr-hit-statement/v1\n";

const codeOf = (word, body) => {
  switch (word) {
    case "asked": return body.urgent ? "urgent" : "routine";
    case "dismissed": return body.reason ?? "";
    case "answered": return body.answer ?? "";
    case "outcome": return body.outcome ?? "";
    default: return "";
  }
};

/** The bytes that the officer's key signs; `version` is that of the hit which he has read. */
export const statementBytes = ({ hit, version, bureau, word }, body) => {
  // The names stand in the order of the alphabet: that is part of the spelling.
  const said = JSON.stringify({
    attachment: "",
    bureau,
    code: codeOf(word, body),
    hit,
    number: Number(version) + 1,
    text: body.text ?? "",
    word,
  });
  return new TextEncoder().encode(TAG + said);
};
