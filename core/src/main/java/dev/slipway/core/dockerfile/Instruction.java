package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One validated instruction of a stage. The same types stand for an instruction as written and for
 * the same instruction after {@link StageVariables#expand}: expansion replaces texts, never shapes.
 * FROM is not among them: it is a {@link BuildPlan.Stage}.
 */
public sealed interface Instruction {

  /** Where it stands. */
  SourceRange range();

  /** The instruction as it goes into the image's history, such as {@code ENV A=b}. */
  String text();

  /** Calls the method of its type. */
  <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

  /** One method for every instruction, so that a new one can't be forgotten. */
  interface Visitor<R, X extends Exception> {
    R arg(Arg instruction) throws X;

    R env(Env instruction) throws X;

    R label(Label instruction) throws X;

    R maintainer(Maintainer instruction) throws X;

    R copy(Copy instruction) throws X;

    R workdir(Workdir instruction) throws X;

    R user(User instruction) throws X;

    R expose(Expose instruction) throws X;

    R volume(Volume instruction) throws X;

    R cmd(Cmd instruction) throws X;

    R entrypoint(Entrypoint instruction) throws X;

    R healthcheck(Healthcheck instruction) throws X;

    R shell(Shell instruction) throws X;

    R stopsignal(Stopsignal instruction) throws X;

    R onbuild(Onbuild instruction) throws X;

    R run(Run instruction) throws X;
  }

  /** A command in JSON form (an argument vector) or shell form (one text for the shell). */
  record Command(boolean shellForm, List<String> words) {
    public Command {
      words = List.copyOf(words);
    }
  }

  /** Name and value; an ARG's value is null where it has no default. */
  record Assignment(String name, @Nullable String value) {}

  /** ARG, one or more. */
  record Arg(SourceRange range, String text, List<Assignment> assignments) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.arg(this);
    }
  }

  /** ENV, one or more; values are never null. */
  record Env(SourceRange range, String text, List<Assignment> assignments) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.env(this);
    }
  }

  /** LABEL, one or more; values are never null. */
  record Label(SourceRange range, String text, List<Assignment> assignments)
      implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.label(this);
    }
  }

  /** MAINTAINER, deprecated: sets the image's author. */
  record Maintainer(SourceRange range, String text, String name) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.maintainer(this);
    }
  }

  /** A heredoc file: COPY &lt;&lt;EOF /dest. */
  record InlineFile(String name, String content, boolean expand) {}

  /**
   * COPY or ADD.
   *
   * @param add whether it is ADD (unpacks local archives, fetches URLs and repositories)
   * @param sources paths or globs in the context, URLs for ADD; may be empty with inline files
   * @param inlineFiles heredocs
   * @param destination as written
   * @param from stage name, stage index or image; null for the build context
   * @param chown user[:group] or null
   * @param chmod octal or symbolic mode or null
   * @param link, parents, exclude, checksum, keepGitDir, unpack the flags of the same names
   */
  record Copy(
      SourceRange range,
      String text,
      boolean add,
      List<String> sources,
      List<InlineFile> inlineFiles,
      String destination,
      @Nullable String from,
      @Nullable String chown,
      @Nullable String chmod,
      boolean link,
      boolean parents,
      List<String> exclude,
      @Nullable String checksum,
      boolean keepGitDir,
      @Nullable Boolean unpack)
      implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.copy(this);
    }
  }

  /** WORKDIR; relative paths are joined to the current one. */
  record Workdir(SourceRange range, String text, String path) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.workdir(this);
    }
  }

  /** USER. */
  record User(SourceRange range, String text, String user) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.user(this);
    }
  }

  /** EXPOSE; after expansion every port is {@code number/protocol}, ranges spread. */
  record Expose(SourceRange range, String text, List<String> ports) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.expose(this);
    }
  }

  /** VOLUME. */
  record Volume(SourceRange range, String text, List<String> paths) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.volume(this);
    }
  }

  /** CMD. */
  record Cmd(SourceRange range, String text, Command command) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.cmd(this);
    }
  }

  /** ENTRYPOINT. */
  record Entrypoint(SourceRange range, String text, Command command) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.entrypoint(this);
    }
  }

  /** HEALTHCHECK; a null command is HEALTHCHECK NONE; null numbers are the engine's defaults. */
  record Healthcheck(
      SourceRange range,
      String text,
      @Nullable Command command,
      @Nullable Duration interval,
      @Nullable Duration timeout,
      @Nullable Duration startPeriod,
      @Nullable Duration startInterval,
      @Nullable Integer retries)
      implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.healthcheck(this);
    }
  }

  /** SHELL, always in JSON form. */
  record Shell(SourceRange range, String text, List<String> words) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.shell(this);
    }
  }

  /** STOPSIGNAL, validated. */
  record Stopsignal(SourceRange range, String text, String signal) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.stopsignal(this);
    }
  }

  /** ONBUILD; the trigger's text, validated. */
  record Onbuild(SourceRange range, String text, String trigger) implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.onbuild(this);
    }
  }

  /**
   * RUN; the native engine never sees it.
   *
   * @param flags such as {@code mount} → {@code type=cache,target=/x}, repeated flags in order
   */
  record Run(
      SourceRange range,
      String text,
      Command command,
      List<InlineFile> inlineFiles,
      List<Map.Entry<String, String>> flags)
      implements Instruction {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.run(this);
    }
  }
}
