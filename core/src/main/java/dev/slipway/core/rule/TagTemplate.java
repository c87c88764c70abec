package dev.slipway.core.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The Docker tag of a build rule: a comma list of templates with {@code {sourceref}} (the ref's
 * whole name) and {@code {\1}} to {@code {\9}} (groups of the name's expression). Whatever the ref
 * is called, the results are tags that every registry takes.
 *
 * @param templates at least one, each a list of pieces
 */
record TagTemplate(List<List<Piece>> templates) {

  private static final String FIELD = "tag";
  private static final String SOURCE_REF = "sourceref";
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_TAG_LENGTH = 128;

  TagTemplate {
    templates = templates.stream().map(List::copyOf).toList();
  }

  /** A part of a template. */
  sealed interface Piece {

    String evaluate(String sourceRef, List<String> groups);
  }

  /** Text as it stands. */
  record Literal(String text) implements Piece {

    @Override
    public String evaluate(String sourceRef, List<String> groups) {
      return text;
    }
  }

  /** The name of the branch or tag. */
  record SourceRef() implements Piece {

    @Override
    public String evaluate(String sourceRef, List<String> groups) {
      return sourceRef;
    }
  }

  /** A group of the name's expression, from 1. */
  record Group(int number) implements Piece {

    @Override
    public String evaluate(String sourceRef, List<String> groups) {
      return groups.get(number - 1);
    }
  }

  /**
   * Reads a rule's tag.
   *
   * @param groupCount the groups that the rule's name has
   * @throws RuleSyntaxException for an unknown placeholder, a group that the name doesn't have, or
   *     an empty part of the list
   */
  static TagTemplate parse(String text, int groupCount) {
    if (text.isBlank()) {
      return new TagTemplate(List.of(List.of(new SourceRef())));
    }
    if (text.length() > MAX_LENGTH) {
      throw problem(MAX_LENGTH, "a tag list has at most " + MAX_LENGTH + " characters");
    }
    List<List<Piece>> templates = new ArrayList<>();
    int from = 0;
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw problem(from, "a tag of the comma list is empty");
      }
      int indent = part.length() - part.stripLeading().length();
      templates.add(pieces(part.strip(), from + indent, groupCount));
      from += part.length() + 1;
    }
    return new TagTemplate(templates);
  }

  /**
   * The tags for a ref, in the list's order without repeats. A template that comes out empty (of
   * groups that took no part) gives none.
   */
  List<String> evaluate(String sourceRef, List<String> groups) {
    LinkedHashSet<String> tags = new LinkedHashSet<>();
    for (List<Piece> template : templates) {
      StringBuilder text = new StringBuilder();
      template.forEach(piece -> text.append(piece.evaluate(sourceRef, groups)));
      if (text.length() > 0) {
        tags.add(legal(text.toString()));
      }
    }
    return List.copyOf(tags);
  }

  private static List<Piece> pieces(String template, int offset, int groupCount) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int brace = template.indexOf('{', at);
      if (brace != at) {
        int end = brace < 0 ? template.length() : brace;
        pieces.add(new Literal(template.substring(at, end)));
        at = end;
      } else {
        int close = template.indexOf('}', at);
        if (close < 0) {
          throw problem(offset + at, "\"{\" has no \"}\"");
        }
        pieces.add(placeholder(template.substring(at + 1, close), offset + at, groupCount));
        at = close + 1;
      }
    }
    return pieces;
  }

  private static Piece placeholder(String name, int position, int groupCount) {
    if (name.equals(SOURCE_REF)) {
      return new SourceRef();
    }
    if (!name.matches("\\\\[1-9]")) {
      throw problem(
          position, "\"{" + name + "}\" is unknown; there are {sourceref} and {\\1} to {\\9}");
    }
    int number = name.charAt(1) - '0';
    if (number > groupCount) {
      throw problem(
          position,
          groupCount == 0
              ? "{\\" + number + "} needs a regular expression with groups as the rule's name"
              : "{\\" + number + "}: the rule's name has only " + groupCount + " groups");
    }
    return new Group(number);
  }

  /** The grammar of tags is {@code [A-Za-z0-9_][A-Za-z0-9._-]{0,127}} (distribution-spec). */
  private static String legal(String text) {
    StringBuilder tag = new StringBuilder();
    text.codePoints()
        .limit(MAX_TAG_LENGTH)
        .forEach(c -> tag.append(isTagCharacter(c) ? (char) c : '-'));
    if (tag.charAt(0) == '.' || tag.charAt(0) == '-') {
      tag.setCharAt(0, '_');
    }
    return tag.toString();
  }

  private static boolean isTagCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-';
  }

  private static RuleSyntaxException problem(int index, String message) {
    return new RuleSyntaxException(FIELD, index + 1, message);
  }
}
