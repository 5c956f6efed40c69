using System.Collections.Concurrent;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Compiled stages. A small row read per request tells whether one is still what its API's owner wants, on this node or another.</summary>
internal sealed class StageCache(IStore store)
{
    private readonly ConcurrentDictionary<PartKey, CompiledStage> _stages = new();

    public async ValueTask<CompiledStage?> FindAsync(string api, string stage, CancellationToken ct)
    {
        var key = new PartKey(api, stage);
        var version = await store.ReadAsync(tx => ApiGatewayTables.StageVersions.GetAsync(tx, key), ct);
        if (version is null)
        {
            _stages.TryRemove(key, out _);
            return null;
        }
        if (_stages.TryGetValue(key, out var known) && known.Version.Version == version.Version) return known;
        return await CompileAsync(key, ct);
    }

    private static Stage WithOverrides(Stage stage)
    {
        var variables = new Dictionary<string, string>(stage.Variables ?? new Dictionary<string, string>());
        foreach (var (name, value) in stage.CanarySettings!.StageVariableOverrides ?? new Dictionary<string, string>()) variables[name] = value;
        return stage with { Variables = variables, DeploymentId = stage.CanarySettings.DeploymentId };
    }

    private async ValueTask<CompiledStage?> CompileAsync(PartKey key, CancellationToken ct)
    {
        var (api, stage, deployment, canary, version) = await store.ReadAsync(
            async tx =>
            {
                var version = await ApiGatewayTables.StageVersions.GetAsync(tx, key);
                var stage = await ApiGatewayTables.Stages.GetAsync(tx, key);
                var deployment = stage is null ? null : await ApiGatewayTables.Deployments.GetAsync(tx, new PartKey(key.Api, stage.Stage.DeploymentId!));
                var canary = stage?.Stage.CanarySettings?.DeploymentId is { } other ? await ApiGatewayTables.Deployments.GetAsync(tx, new PartKey(key.Api, other)) : null;
                return (await ApiGatewayTables.Apis.GetAsync(tx, new RestApiKey(key.Api)), stage, deployment, canary, version);
            },
            ct);
        if (api is null || stage is null || deployment is null || version is null) return null;
        var settings = stage.Stage.CanarySettings;
        var compiled = new CompiledStage(deployment.Snapshot, api.Api, stage.Stage, version)
        {
            Canary = canary is null ? null : new CompiledStage(canary.Snapshot, api.Api, WithOverrides(stage.Stage), version) { HasOwnCache = settings!.UseStageCache != true },
        };
        _stages[key] = compiled;
        return compiled;
    }
}
