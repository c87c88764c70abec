package dev.slipway.service.dockerhub;

import dev.slipway.service.dockerhub.ImportReport.Note;
import dev.slipway.service.dockerhub.ImportReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What becomes of an autobuild's settings that aren't rules. */
final class CarryExtras {

  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(?:secret|token|passw|_pass$|_key$|apikey|credential|private).*");

  private final Autobuild autobuild;
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, String> arguments = new LinkedHashMap<>();

  CarryExtras(Autobuild autobuild) {
    this.autobuild = autobuild;
    autobuild.extras().variables().forEach(this::variable);
    builder();
    links();
    for (String uri : autobuild.missing()) {
      drop(
          "build_settings",
          "the rule " + uri + " is only named; GET it and put its JSON beside the source");
    }
  }

  /** The build arguments of every rule. */
  Map<String, String> arguments() {
    return arguments;
  }

  List<Note> notes() {
    return notes;
  }

  private void variable(String name, @Nullable String value) {
    String field = "envvars." + name;
    if (name.equals("SSH_PRIVATE")) {
      drop(
          field, "a private key is never imported; give the source an SSH key or a linked account");
    } else if (value == null || value.matches("\\*+")) {
      drop(field, "Docker Hub doesn't tell its value; add it to the build arguments");
    } else if (!ARGUMENT.matcher(name).matches()) {
      drop(field, "it is no name of a build argument: letters, digits and _, no digit first");
    } else if (SECRET.matcher(name).matches()) {
      drop(
          field,
          "it looks like a secret, and build arguments are no place for secrets: members see them"
              + " and they end in the image's history; add it as a secret build variable");
    } else {
      arguments.put(name, value);
      note(
          field,
          Outcome.CHANGED,
          "it is a build argument of every rule now, for Dockerfiles that declare ARG "
              + name
              + "; at Docker Hub only scripts in hooks/ saw it");
    }
  }

  private void builder() {
    if (!autobuild.extras().autotests().equalsIgnoreCase("OFF")) {
      drop(
          "autotests",
          "docker-compose.test.yml isn't run; test in a stage of the Dockerfile, or before the push"
              + " in your own pipeline");
    }
    if (autobuild.extras().deployKey()) {
      drop("deploykey", "Docker Hub keeps the private half; give the source a key of its own");
    }
    if (!autobuild.extras().channel().equalsIgnoreCase("Stable")) {
      drop("channel", "there is one kind of builder; the worker's engine decides what it can do");
    }
  }

  private void links() {
    if (autobuild.extras().links()) {
      note(
          "repo_links",
          Outcome.CHANGED,
          "every base image that a build used is watched without being asked, official ones too; an"
              + " update rebuilds the rules that used it");
    }
  }

  private void drop(String field, String why) {
    note(field, Outcome.DROPPED, why);
  }

  private void note(String field, Outcome outcome, String why) {
    notes.add(new Note(autobuild.at() + "." + field, outcome, why));
  }
}
