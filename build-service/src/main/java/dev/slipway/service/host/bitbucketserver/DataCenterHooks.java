package dev.slipway.service.host.bitbucketserver;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.rest.AuthorizationHeader;
import dev.slipway.service.host.rest.HookKeeper;
import dev.slipway.service.host.rest.HookPlan;
import dev.slipway.service.host.rest.HostCalls;
import dev.slipway.service.host.rest.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository's webhooks to one URL, in Bitbucket Data Center. */
final class DataCenterHooks implements HookKeeper.Hooks {

  private static final int PAGE_SIZE = 100;

  private final HostCalls calls;
  private final DataCenterClient client;
  private final HostConnection connection;
  private final RepositoryId repository;
  private final String url;
  private final String secret;

  DataCenterHooks(
      HostCalls calls,
      DataCenterClient client,
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
    String start = cursor == null ? "0" : cursor;
    return calls.ask(
        connection.apiUrl(),
        () -> client.hooks(credential(), repository.project(), repository.slug(), start, PAGE_SIZE),
        page ->
            new Pages.Page<>(
                DataCenterReader.hooks(page),
                DataCenterReader.cursor(page.isLastPage(), page.nextPageStart())));
  }

  @Override
  public void create(String label) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () ->
            client.createHook(credential(), repository.project(), repository.slug(), body(label)));
  }

  @Override
  public void mend(HookPlan.Hook hook, String label) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () ->
            client.changeHook(
                credential(), repository.project(), repository.slug(), hook.id(), body(label)));
  }

  @Override
  public void remove(HookPlan.Hook hook) throws GitHostException {
    calls.send(
        connection.apiUrl(),
        () -> client.removeHook(credential(), repository.project(), repository.slug(), hook.id()));
  }

  private DataCenterJson.NewHook body(String label) {
    return new DataCenterJson.NewHook(
        label,
        url,
        true,
        List.of(DataCenterReader.PUSH),
        new DataCenterJson.Configuration(secret),
        true);
  }

  private String credential() {
    return AuthorizationHeader.of(connection);
  }
}
