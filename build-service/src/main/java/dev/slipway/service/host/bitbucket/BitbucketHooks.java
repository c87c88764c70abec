package dev.slipway.service.host.bitbucket;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.rest.AuthorizationHeader;
import dev.slipway.service.host.rest.HookKeeper;
import dev.slipway.service.host.rest.HookPlan;
import dev.slipway.service.host.rest.HostCalls;
import dev.slipway.service.host.rest.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository's webhooks to one URL, in Bitbucket Cloud. */
final class BitbucketHooks implements HookKeeper.Hooks {

  private static final int PAGE_SIZE = 100;

  private final HostCalls calls;
  private final BitbucketClient client;
  private final HostConnection connection;
  private final RepositoryId repository;
  private final String url;
  private final String secret;

  BitbucketHooks(
      HostCalls calls,
      BitbucketClient client,
      HostConnection connection,
      RepositoryId repository,
      String url,
      String secret) {
    this.calls = calls;
    this.client = client;
    this.connection = connection;
    this.repository = repository;
    this.url = url;
    this.secret = secret;
  }

  @Override
  public HookPlan plan() throws GitHostException {
    return HookPlan.of(Pages.all(this::page), url);
  }

  private Pages.Page<HookPlan.Hook> page(@Nullable String cursor) throws GitHostException {
    return calls.ask(
        connection.apiUrl(),
        () ->
            client.hooks(
                credential(), repository.workspace(), repository.slug(), PAGE_SIZE, cursor),
        page -> new Pages.Page<>(BitbucketReader.hooks(page), BitbucketReader.cursor(page.next())));
  }

  @Override
  public void create(String label) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () ->
            client.createHook(
                credential(), repository.workspace(), repository.slug(), body(label)));
  }

  @Override
  public void mend(HookPlan.Hook hook, String label) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () ->
            client.changeHook(
                credential(), repository.workspace(), repository.slug(), hook.id(), body(label)));
  }

  @Override
  public void remove(HookPlan.Hook hook) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () ->
            client.removeHook(credential(), repository.workspace(), repository.slug(), hook.id()));
  }

  private BitbucketJson.NewHook body(String label) {
    return new BitbucketJson.NewHook(label, url, true, secret, List.of(BitbucketReader.PUSH));
  }

  private String credential() {
    return AuthorizationHeader.of(connection);
  }
}
