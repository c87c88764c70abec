package dev.slipway.core.dockerfile;

import static dev.slipway.core.dockerfile.Dockerfiles.errors;
import static dev.slipway.core.dockerfile.Dockerfiles.expansionError;
import static dev.slipway.core.dockerfile.Dockerfiles.first;
import static dev.slipway.core.dockerfile.Dockerfiles.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 17 to 26 of the measure, as far as the front end decides them. */
class CopyingTest {

  @Test
  void point17TheDestinationStaysAsWritten() throws DockerfileException {
    Copy copy = first(Copy.class, "COPY a b c dir/");
    assertEquals(List.of("a", "b", "c"), copy.sources());
    assertEquals("dir/", copy.destination());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "a[]", "a[-b]", "a[b-]"})
  void point18MalformedGlobsAreRefused(String glob) {
    assertTrue(errors("FROM a\nCOPY x " + glob + " /d").get(0).startsWith("Dockerfile:2:8: \""));
    assertTrue(expansionError("FROM a\nENV G=" + glob + "\nCOPY $G /d").startsWith("Dockerfile:3"));
  }

  @Test
  void point21ChownIsExpanded() throws DockerfileException {
    Copy copy = last(Copy.class, "FROM a\nENV U=app\nCOPY --chown=$U:${U} a b");
    assertEquals("app:app", copy.chown());
    assertEquals("COPY --chown=app:app a b", copy.text());
  }

  @Test
  void point21AnEmptyChownIsNone() throws DockerfileException {
    assertNull(last(Copy.class, "FROM a\nCOPY --chown=$U a b").chown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"644", "0755", "07777", "u+x", "u=rwX,go=rX", "a-w", "+x", "o=g", "-rwst"})
  void point22ModesAreOctalOrSymbolic(String mode) throws DockerfileException {
    assertEquals(mode, last(Copy.class, "FROM a\nCOPY --chmod=" + mode + " a b").chmod());
    assertEquals(mode, last(Copy.class, "FROM a\nARG M=" + mode + "\nCOPY --chmod=$M a b").chmod());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000", "888", "rwx", "u+z", "755,", "u+x,,g+x"})
  void point22OtherModesAreRefused(String mode) {
    String problem = "\"" + mode + "\" is no file mode";
    assertTrue(errors("FROM a\nCOPY --chmod=" + mode + " a b").get(0).contains(problem));
    assertTrue(expansionError("FROM a\nARG M=" + mode + "\nCOPY --chmod=$M a b").contains(problem));
  }

  @Test
  void point22AVeryLongModeIsRefused() {
    assertTrue(errors("FROM a\nCOPY --chmod=" + "+".repeat(60_000) + " a b").get(0).length() > 0);
  }

  @Test
  void point23AddTakesUrlsAndCopyDoesNot() throws DockerfileException {
    assertEquals(List.of("https://x/y"), first(Copy.class, "ADD https://x/y /d").sources());
    assertEquals(
        List.of("Dockerfile:2:8: COPY takes no URL; ADD does"),
        errors("FROM a\nCOPY a HTTPS://x/y /d"));
    assertTrue(
        expansionError("FROM a\nENV U=http://x\nCOPY $U /d")
            .endsWith("COPY takes no URL; ADD does"));
  }

  @Test
  void point23AChecksumGoesWithOneSource() {
    assertEquals(
        List.of("Dockerfile:2:5: --checksum goes with a single source"),
        errors("FROM a\nADD --checksum=sha256:1 http://a http://b /d"));
  }

  @Test
  void point24FlagsOfCopyAreRead() throws DockerfileException {
    Copy copy =
        last(
            Copy.class,
            "FROM a\nENV X=*.md\nCOPY --link --parents --exclude=$X --exclude=b c ./d/./e /f/");
    assertTrue(copy.link() && copy.parents());
    assertEquals(List.of("*.md", "b"), copy.exclude());
    assertEquals("COPY --parents c ./d/./e /f/", copy.text());
  }

  @Test
  void point24FlagsOfAddAreRead() throws DockerfileException {
    Copy add = first(Copy.class, "ADD --keep-git-dir=true --unpack=false --checksum=c http://x /d");
    assertTrue(add.add() && add.keepGitDir());
    assertEquals(Boolean.FALSE, add.unpack());
    assertEquals("c", add.checksum());
    assertNull(first(Copy.class, "ADD a b").unpack());
  }

  @Nested
  class Point26Heredocs {

    @Test
    void areExpanded() throws DockerfileException {
      String text = "FROM a\nENV V='1  2'\nCOPY <<EOF /f\n\"$V\" '${V}' \\$V\n\ttab\nEOF";
      Copy copy = last(Copy.class, text);
      assertEquals(
          List.of(new InlineFile("EOF", "\"1  2\" '1  2' $V\n\ttab\n", true)), copy.inlineFiles());
      assertEquals("COPY <<EOF /f", copy.text());
      assertEquals(List.of(), copy.sources());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'EOF'", "\"EOF\"", "E\"O\"F", "\\EOF"})
    void areNotExpandedWhenTheDelimiterIsQuoted(String delimiter) throws DockerfileException {
      Copy copy = last(Copy.class, "FROM a\nCOPY <<" + delimiter + " /f\n$V ${}\nEOF");
      assertEquals(List.of(new InlineFile("EOF", "$V ${}\n", false)), copy.inlineFiles());
    }

    @Test
    void loseLeadingTabsAfterADash() throws DockerfileException {
      Copy copy = first(Copy.class, "COPY <<-EOF /f\n\t\ta\tb\n  c\n\tEOF\n");
      assertEquals("a\tb\n  c\n", copy.inlineFiles().get(0).content());
    }

    @Test
    void mayBeSeveralBesideOtherSources() throws DockerfileException {
      Copy copy = first(Copy.class, "COPY <<a x <<b /d/\n1\na\n2\nb\nUSER u");
      assertEquals(List.of("x"), copy.sources());
      assertEquals(
          List.of(new InlineFile("a", "1\n", true), new InlineFile("b", "2\n", true)),
          copy.inlineFiles());
    }

    @Test
    void reachOverCommentsAndContinuations() throws DockerfileException {
      Copy copy = first(Copy.class, "COPY <<E /f\n# a\nb \\\n\nE");
      assertEquals("# a\nb \\\n\n", copy.inlineFiles().get(0).content());
      assertEquals(6, copy.range().endLine());
    }

    @Test
    void mustBeClosed() {
      assertEquals(
          List.of(
              "Dockerfile:2:6: the heredoc is never closed: a line with nothing but \"EOF\" is"
                  + " missing"),
          errors("FROM a\nCOPY <<EOF /f\nx\nEOF \n"));
    }

    @Test
    void areNoDestination() {
      assertEquals(
          List.of("Dockerfile:2:8: COPY can't have a heredoc as its destination"),
          errors("FROM a\nCOPY a <<EOF\nx\nEOF\n"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"RUN cat <<<x", "RUN echo a<<b", "RUN echo '<<E'", "RUN [\"<<E\"]", "LABEL a=<<E"})
    void areNotSeenElsewhere(String line) throws DockerfileException {
      assertEquals(2, Dockerfiles.instructions(line + "\nUSER a").size());
    }

    @Test
    void ofRunAreKept() throws DockerfileException {
      Instruction.Run run =
          first(Instruction.Run.class, "RUN <<-EOF bash 3<<'X'\n\techo $A\nEOF\nb\nX\n");
      assertEquals(
          List.of(new InlineFile("EOF", "echo $A\n", true), new InlineFile("X", "b\n", false)),
          run.inlineFiles());
      assertTrue(run.command().shellForm());
    }
  }

  @Test
  void sourcesInWordsAreSplitAtBlanksWhateverIsQuoted() throws DockerfileException {
    assertEquals(List.of("\"a", "b\""), first(Copy.class, "COPY \"a b\" /d").sources());
    assertFalse(expansionError("FROM a\nCOPY \"a b\" /d").isEmpty());
  }
}
