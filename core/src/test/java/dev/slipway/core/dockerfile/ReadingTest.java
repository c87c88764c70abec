package dev.slipway.core.dockerfile;

import static dev.slipway.core.dockerfile.Dockerfiles.errors;
import static dev.slipway.core.dockerfile.Dockerfiles.first;
import static dev.slipway.core.dockerfile.Dockerfiles.instructions;
import static dev.slipway.core.dockerfile.Dockerfiles.parse;
import static dev.slipway.core.dockerfile.Dockerfiles.warnings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.Instruction.Assignment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 1 to 7 of the measure: from bytes to instructions. */
class ReadingTest {

  @Nested
  class Point1ParserDirectives {

    @Test
    void areReadFromTheFirstLines() throws DockerfileException {
      Dockerfile file =
          parse("#syntax = docker/dockerfile:1\n  # ESCAPE=`\nFROM a\nENV A=b `\n C=d");
      assertEquals("docker/dockerfile:1", file.syntax());
      assertEquals('`', file.escape());
      assertEquals(1, file.stages().get(0).instructions().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "# a comment\n", "# unknown=1\n", "# escape=\n", "ARG A\n"})
    void areOverAfterAnyOtherLine(String before) throws DockerfileException {
      Dockerfile file = parse(before + "# escape=`\n# syntax=x\nFROM a");
      assertEquals('\\', file.escape());
      assertNull(file.syntax());
    }

    @Test
    void mayStandOnlyOnce() {
      assertEquals(
          List.of("Dockerfile:2:1: the parser directive \"escape\" may stand only once"),
          errors("# escape=`\n# escape=`\nFROM a"));
    }

    @Test
    void refuseAnotherEscape() {
      assertEquals(
          List.of("Dockerfile:1:1: the escape character is either \\ or `, not \"^\""),
          errors("# escape=^\nFROM a"));
    }

    @Test
    void takeCheckWithoutEffect() throws DockerfileException {
      assertEquals("x", parse("# check=skip=all\n# syntax=x\nFROM a").syntax());
    }
  }

  @Nested
  class Point2LineEnds {

    @Test
    void aByteOrderMarkIsStripped() throws DockerfileException {
      Dockerfile file = parse("\ufeff# escape=`\nFROM a");
      assertEquals('`', file.escape());
      assertEquals("# escape=`", file.lines().get(0));
    }

    @Test
    void carriageReturnsAreTrimmed() throws DockerfileException {
      Dockerfile file = parse("FROM a\r\nENV A=b \\\r\n  C=d\r\n");
      assertEquals("a", file.stages().get(0).from().image());
      assertEquals(
          List.of(new Assignment("A", "b"), new Assignment("C", "d")),
          ((Instruction.Env) file.stages().get(0).instructions().get(0)).assignments());
    }

    @Test
    void heredocsKeepThem() throws DockerfileException {
      Instruction.Copy copy = first(Instruction.Copy.class, "COPY <<EOF /x\r\na\r\nb\r\nEOF\r\n");
      assertEquals("a\r\nb\r\n", copy.inlineFiles().get(0).content());
    }
  }

  @Nested
  class Point3Continuations {

    @Test
    void allowBlanksAfterTheEscape() throws DockerfileException {
      assertEquals("LABEL a=1 b=2", instructions("LABEL a=1 \\ \t\nb=2").get(0).text());
    }

    @Test
    void areNotMadeByADoubledEscape() throws DockerfileException {
      List<Instruction> all = instructions("ENV A=b\\\\\nENV C=d");
      assertEquals(2, all.size());
      assertEquals("ENV A=b\\\\", all.get(0).text());
    }

    @Test
    void joinWithoutABlank() throws DockerfileException {
      assertEquals("WORKDIR /ab", instructions("WORK\\\nDIR /a\\\nb").get(0).text());
    }

    @Test
    void followTheDirective() throws DockerfileException {
      Dockerfile file = parse("# escape=`\nFROM a\nWORKDIR c:\\\nENV A=b `\n  C=d");
      assertEquals(2, file.stages().get(0).instructions().size());
    }
  }

  @Nested
  class Point4CommentsInside {

    @Test
    void commentLinesVanish() throws DockerfileException {
      String text = "FROM a\nENV A=b \\\n # note\n#another \\\n C=d";
      assertEquals("ENV A=b  C=d", parse(text).stages().get(0).instructions().get(0).text());
      assertEquals(List.of(), warnings(text));
    }

    @Test
    void emptyLinesWarn() throws DockerfileException {
      List<String> warnings = warnings("FROM a\nENV A=b \\\n\n  \n C=d");
      assertEquals(1, warnings.size());
      assertTrue(
          warnings.get(0).startsWith("Dockerfile:3:1: NoEmptyContinuation: an empty line"),
          warnings.get(0));
    }

    @Test
    void anEscapeAtTheEndOfTheFileIsFine() throws DockerfileException {
      assertEquals("ENV A=b", instructions("ENV A=b \\").get(0).text());
      assertEquals(0, instructions("\\\n").size());
    }

    @Test
    void aHashInsideALineIsNoComment() throws DockerfileException {
      assertEquals("USER a # b", instructions("USER a # b").get(0).text());
    }

    @Test
    void aLineMayBeAbout64KiB() throws DockerfileException {
      String fits = "LABEL a=" + "x".repeat(65_000);
      assertEquals(1, instructions(fits).size());
      List<String> errors = errors("FROM a\nLABEL a=" + "x".repeat(66_000));
      assertTrue(errors.get(0).startsWith("Dockerfile:2:1: the line is longer than 65535 bytes"));
    }

    @Test
    void severalLinesTogetherMayBeLonger() throws DockerfileException {
      String part = "a".repeat(60_000) + "\\\n";
      assertEquals(1, instructions("USER " + part + part + part + "a").size());
    }
  }

  @Nested
  class Point5Instructions {

    @Test
    void areKnownInAnyCase() throws DockerfileException {
      Dockerfile file = parse("from a As B\nenV A=b");
      assertEquals("b", file.stages().get(0).from().name());
      assertEquals("ENV A=b", file.stages().get(0).instructions().get(0).text());
    }

    @ParameterizedTest
    @CsvSource({"FORM,FROM", "COPPY,COPY", "wrkdir,WORKDIR", "ENTRYPONT,ENTRYPOINT"})
    void areGuessedWhenUnknown(String wrong, String right) {
      assertEquals(
          List.of(
              "Dockerfile:2:1: unknown instruction \""
                  + wrong
                  + "\"; did you mean \""
                  + right
                  + "\"?"),
          errors("FROM a\n" + wrong + " b"));
    }

    @Test
    void areNotGuessedWhenNothingIsNear() {
      assertEquals(
          List.of("Dockerfile:2:3: unknown instruction \"apt-get\""),
          errors("FROM a\n  apt-get install"));
    }

    @Test
    void allErrorsComeAtOnceInOrder() {
      assertEquals(
          List.of("2", "3", "4", "6"),
          errors("FROM a\nCOPPY a b\nEXPOSE x\nUSER\nENV A=b\nSHELL sh").stream()
              .map(error -> error.split(":")[1])
              .toList());
    }

    @Test
    void manyErrorsAreCounted() {
      List<String> errors = errors("FROM a\n" + "NOPE x\n".repeat(10_000));
      assertEquals(51, errors.size());
      assertTrue(errors.get(50).endsWith("and 9950 more errors after this"), errors.get(50));
    }

    @Test
    void placesPointIntoContinuationLines() {
      assertEquals(
          List.of("Dockerfile:4:3: \"x\" is no port"),
          errors("FROM a\nEXPOSE 80 \\\n # c\n  x").stream().map(e -> e.split(";")[0]).toList());
    }
  }

  @Nested
  class Point6JsonForm {

    @ParameterizedTest
    @ValueSource(
        strings = {"['a']", "[\"a\"] b", "[\"a\",]", "[a]", "[ -f x ]", "[[ x ]]", "[\"a\"", "{}"})
    void anythingElseIsShellForm(String text) throws DockerfileException {
      Instruction.Command command = first(Instruction.Cmd.class, "CMD " + text).command();
      assertTrue(command.shellForm());
      assertEquals(List.of(text), command.words());
    }

    @Test
    void isAStrictArrayOfStrings() throws DockerfileException {
      Instruction.Command command =
          first(Instruction.Cmd.class, "CMD [ \"a\\tb\" ,\"\\u00e9\\/\\\"\" ] ").command();
      assertFalse(command.shellForm());
      assertEquals(List.of("a\tb", "é/\""), command.words());
    }

    @Test
    void mayBeEmpty() throws DockerfileException {
      assertEquals(List.of(), first(Instruction.Cmd.class, "CMD []").command().words());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[1]", "[\"a\", null]", "[[\"a\"]]", "[{\"a\": [1.5e3, {}, []]}]", "[true]"})
    void refusesOtherElements(String text) {
      assertTrue(
          errors("FROM a\nCMD " + text)
              .get(0)
              .startsWith("Dockerfile:2:5: a JSON array must hold strings only"));
    }

    @Test
    void warnsOfWhatOnlyLooksLikeIt() throws DockerfileException {
      assertTrue(
          warnings("FROM a\nCMD ['a']").get(0).startsWith("Dockerfile:2:5: this looks like"));
      assertEquals(List.of(), warnings("FROM a\nRUN [ -f x ] && y"));
    }

    @Test
    void isKnownToCopyAndVolume() throws DockerfileException {
      assertEquals(
          List.of("a b"), first(Instruction.Copy.class, "COPY [\"a b\", \"/c d\"]").sources());
      assertEquals(List.of("/a b"), first(Instruction.Volume.class, "VOLUME [\"/a b\"]").paths());
    }
  }

  @Nested
  class Point7LegacyEnv {

    @Test
    void takesAllTheRestAsOneValue() throws DockerfileException {
      assertEquals(
          List.of(new Assignment("A", "b c=d  e")),
          first(Instruction.Env.class, "ENV A b c=d  e").assignments());
    }

    @Test
    void worksForLabels() throws DockerfileException {
      assertEquals(
          List.of(new Assignment("a", "b c")),
          first(Instruction.Label.class, "LABEL a b c").assignments());
    }

    @Test
    void needsAValue() {
      assertEquals(
          List.of("Dockerfile:2:5: ENV needs a value: ENV name=value"), errors("FROM a\nENV A"));
    }

    @Test
    void isNotMixedWithTheOtherForm() {
      assertTrue(
          errors("FROM a\nENV A=b C").get(0).startsWith("Dockerfile:2:9: ENV needs name=value"));
    }
  }

  @Nested
  class Structure {

    @Test
    void anEmptyFileIsRefused() {
      for (String text : List.of("", "\n\n", "# only a comment\n")) {
        assertTrue(errors(text).get(0).contains("holds no instructions"), text);
      }
    }

    @Test
    void aFileWithoutFromIsRefused() {
      assertEquals(1, errors("ARG A\nRUN x").size());
      assertTrue(errors("ARG A\nRUN x").get(0).startsWith("Dockerfile:1:1: there is no FROM"));
    }

    @Test
    void onlyArgMayStandBeforeFrom() {
      assertEquals(
          List.of("Dockerfile:2:1: only ARG may stand before the first FROM"),
          errors("ARG A\nENV A=b\nENV C=d\nFROM a"));
    }

    @Test
    void aWrongFromHidesNoOtherError() {
      assertEquals(2, errors("FROM a b\nENV A=b\nEXPOSE x").size());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "FROM| needs an image",
          "FROM a b| needs an image",
          "FROM a AS| needs an image",
          "COPY a| needs at least one source and a destination",
          "COPY []| needs at least one source and a destination",
          "ADD| needs at least one source and a destination",
          "ENV| needs at least one argument",
          "ARG| needs at least one argument",
          "ARG =x| needs a name",
          "LABEL| needs at least one argument",
          "LABEL a=b =c| needs name=value",
          "WORKDIR| needs an argument",
          "USER| needs an argument",
          "EXPOSE| needs an argument",
          "VOLUME| needs an argument",
          "VOLUME []| needs an argument",
          "VOLUME [\"\"]| not an empty text",
          "STOPSIGNAL| needs an argument",
          "MAINTAINER| needs an argument",
          "SHELL /bin/sh| needs a JSON array",
          "SHELL []| needs a JSON array",
          "HEALTHCHECK| needs CMD and a command, or NONE",
          "HEALTHCHECK CMD| needs a command",
          "HEALTHCHECK curl| needs CMD and a command, or NONE",
          "HEALTHCHECK NONE x| takes no arguments",
          "ONBUILD| needs an instruction"
        })
    void wrongCountsAreRefused(String line, String problem) {
      List<String> errors = errors("FROM a\n" + line);
      assertEquals(1, errors.size());
      assertTrue(errors.get(0).contains(problem), errors.get(0));
    }

    @Test
    void tooManyStagesAreRefused() {
      assertEquals(
          List.of("Dockerfile:1001:1: there are more than 1000 stages"),
          errors("FROM a\n".repeat(1_200)));
    }

    @Test
    void bytesThatAreNoTextAreRefusedOutsideOfComments() {
      byte[] comment = "FROM a\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
      byte[] label = "FROM a\nLABEL a=caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(1, assertParses(comment).stages().size());
      DockerfileException refused =
          assertThrows(DockerfileException.class, () -> DockerfileParser.parse("D", label));
      assertEquals(
          "D:2:12: the line is not UTF-8; save the file in that encoding", refused.getMessage());
    }

    private static Dockerfile assertParses(byte[] content) {
      try {
        return DockerfileParser.parse("D", content);
      } catch (DockerfileException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class FlagsOfInstructions {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "COPY --chwon=a b c| unknown flag --chwon; did you mean --chown?",
          "COPY --checksum=a b c| unknown flag --checksum; COPY knows --chmod, --chown, --exclude,"
              + " --from, --link, --parents",
          "ENV --a=b c=d| unknown flag --a; ENV takes no flags",
          "COPY --chown=a --chown=b c d| the flag --chown may be given only once",
          "COPY --chown a b| the flag --chown needs a value: --chown=…",
          "COPY --link=maybe a b| the flag --link is true or false, not \"maybe\"",
          "HEALTHCHECK --intervall=1s CMD x| unknown flag --intervall; did you mean --interval?",
          "ADD --from=x a b| unknown flag --from; ADD knows --checksum, --chmod, --chown,"
              + " --exclude, --keep-git-dir, --link, --unpack"
        })
    void areChecked(String line, String problem) {
      List<String> errors = errors("FROM a\n" + line);
      assertEquals(1, errors.size());
      assertTrue(errors.get(0).endsWith(": " + problem), errors.get(0));
    }

    @Test
    void mayBeQuotedAndEndWithTwoDashes() throws DockerfileException {
      Instruction.Copy copy =
          first(Instruction.Copy.class, "COPY --chown=\"a b\" --link=FALSE -- --x /y");
      assertEquals("a b", copy.chown());
      assertFalse(copy.link());
      assertEquals(List.of("--x"), copy.sources());
    }

    @Test
    void ofRunAreKeptInOrder() throws DockerfileException {
      Instruction.Run run =
          first(
              Instruction.Run.class,
              "RUN --mount=type=cache,target=/a --network=none --mount=type=tmpfs,target=/b ls");
      assertEquals(
          "[mount=type=cache,target=/a, network=none, mount=type=tmpfs,target=/b]",
          run.flags().toString());
      assertEquals(List.of("ls"), run.command().words());
    }
  }
}
