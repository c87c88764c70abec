package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which front ends this one stands in for. */
class CustomSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker/dockerfile",
        "docker/dockerfile:1",
        "docker/dockerfile:1.7-labs",
        "docker.io/docker/dockerfile:1",
        "docker.io/docker/dockerfile",
        "index.docker.io/docker/dockerfile:1.4",
        "docker/dockerfile:1 with words"
      })
  void dockersOwnInAnyVersionIsNone(String reference) throws DockerfileException {
    assertTrue(of("# syntax=" + reference + "\nFROM a").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker/dockerfile-upstream:master",
        "ghcr.io/docker/dockerfile:1",
        "dockerfile",
        "docker/dockerfile/x",
        "tonistiigi/dockerfile",
        "A//b"
      })
  void anyOtherIsCustom(String reference) throws DockerfileException {
    assertEquals(reference, of("# syntax=" + reference + "\nFROM a").orElseThrow().reference());
  }

  @Test
  void itIsFoundWhereBuildKitFindsIt() throws DockerfileException {
    CustomSyntax syntax =
        of("\ufeff#!/usr/bin/x\n# check=skip=all\n# Syntax = a/b c\nFROM a").orElseThrow();
    assertEquals("a/b", syntax.reference());
    assertEquals("Dockerfile:3:1", syntax.range().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "# a comment\n", "# other=1\n", "ARG A\n"})
  void itCountsAmongTheDirectivesOnly(String before) throws DockerfileException {
    assertTrue(of(before + "# syntax=a/b\nFROM a").isEmpty());
  }

  @Test
  void aBuildArgumentCountsBeforeTheFile() throws DockerfileException {
    Dockerfile file = Dockerfiles.parse("# syntax=a/b\nFROM a");
    assertEquals(
        "c/d", file.customSyntax(Map.of(CustomSyntax.ARGUMENT, "c/d")).orElseThrow().reference());
    assertTrue(file.customSyntax(Map.of(CustomSyntax.ARGUMENT, "docker/dockerfile")).isEmpty());
  }

  private static Optional<CustomSyntax> of(String text) throws DockerfileException {
    return Dockerfiles.parse(text).customSyntax(Map.of());
  }
}
