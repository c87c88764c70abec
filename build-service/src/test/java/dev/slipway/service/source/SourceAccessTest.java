package dev.slipway.service.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.service.host.GitHostException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SourceAccessTest {

  private static final UUID REPOSITORY = new UUID(0, 1);
  private static final UUID ACCOUNT = new UUID(0, 2);
  private static final String URL = "https://github.com/acme/app.git";

  private final TestingHost host = new TestingHost();
  private final TestingSources sources = new TestingSources();

  @Test
  void aLinkedSourceIsReadWithTheAccountsCredential() throws Exception {
    sources.put(TestingSources.source(URL, null, null), ACCOUNT);

    Source opened = sources.access(host).open(REPOSITORY);

    assertEquals("x-access-token", opened.username());
    assertEquals("token-of-" + ACCOUNT, opened.password());
    assertEquals(URL, opened.cloneUrl());
  }

  @Test
  void aSourcesOwnPasswordComesFirst() throws Exception {
    sources.put(TestingSources.source(URL, "own", null), ACCOUNT);

    assertEquals("own", sources.access(host).open(REPOSITORY).password());
    assertEquals(List.of(), host.calls());
  }

  @Test
  void theAccountsCredentialGoesNowhereOverSsh() throws Exception {
    sources.put(TestingSources.source("git@github.com:acme/app.git", null, "key"), ACCOUNT);

    Source opened = sources.access(host).open(REPOSITORY);

    assertNull(opened.password());
    assertEquals("key", opened.sshPrivateKey());
    assertEquals(List.of(), host.calls());
  }

  @Test
  void anAccountThatCantBeUsedIsToldAsItIs() {
    sources.put(TestingSources.source(URL, null, null), ACCOUNT);
    host.fail(GitHostException.Kind.UNAUTHORIZED, "github.com has revoked it; link it again");

    GitHostException e =
        assertThrows(GitHostException.class, () -> sources.access(host).open(REPOSITORY));

    assertEquals("github.com has revoked it; link it again", e.getMessage());
  }
}
