using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// Deployments are copies of an API; stages point to them.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<Deployment> CreateDeployment(CreateDeploymentInput input, CallContext call)
    {
        // Clients send an empty name where they mean none.
        var wanted = string.IsNullOrEmpty(input.StageName) ? null : input.StageName;
        if (wanted is not null) ApiRules.CheckStageName(wanted);
        var (id, stamp, now) = (call.NewIds.Base36(6), Ids.NewInt64(), Seconds(call));
        return await store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, input.RestApiId, call);
                DeploymentRules.Check(api);
                var deployment = new Deployment { Id = id, Description = input.Description, CreatedDate = now };
                ApiGatewayTables.Deployments.Put(tx, new PartKey(input.RestApiId, id), new DeploymentRecord { Deployment = deployment, Snapshot = api });
                if (wanted is { } stageName)
                {
                    var key = new PartKey(input.RestApiId, stageName);
                    var stage = (await ApiGatewayTables.Stages.GetAsync(tx, key))?.Stage ?? NewStage(stageName, now);
                    // AWS: a canary gets the deployment beside the one that the stage keeps.
                    if (input.CanarySettings is not null && stage.DeploymentId is null) throw Faults.Bad("Canary deployments require a stage with a deployment");
                    stage = stage with
                    {
                        DeploymentId = input.CanarySettings is null ? id : stage.DeploymentId,
                        CanarySettings = input.CanarySettings is not { } canary ? stage.CanarySettings
                            : new CanarySettings { DeploymentId = id, PercentTraffic = canary.PercentTraffic ?? 0, StageVariableOverrides = canary.StageVariableOverrides, UseStageCache = canary.UseStageCache ?? false },
                        Description = input.StageDescription ?? stage.Description,
                        Variables = input.Variables ?? stage.Variables,
                        CacheClusterEnabled = input.CacheClusterEnabled ?? stage.CacheClusterEnabled,
                        CacheClusterSize = input.CacheClusterSize ?? stage.CacheClusterSize,
                        TracingEnabled = input.TracingEnabled ?? stage.TracingEnabled,
                        LastUpdatedDate = now,
                    };
                    await PutStageAsync(tx, key, StageRules.Complete(stage), stamp, true);
                }
                return deployment;
            },
            call.Cancelled);
    }

    public async ValueTask<Deployment> GetDeployment(GetDeploymentInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            var record = await DeploymentAsync(tx, input.RestApiId, input.DeploymentId);
            return input.Embed?.Any(e => e.Equals("apisummary", StringComparison.OrdinalIgnoreCase)) == true ? record.Deployment with { ApiSummary = DeploymentRules.Summary(record.Snapshot) } : record.Deployment;
        },
        call.Cancelled);

    public async ValueTask<GetDeploymentsOutput> GetDeployments(GetDeploymentsInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            var rows = await ApiGatewayTables.Deployments.RangeAsync(tx, ApiGatewayTables.Deployments.Prefix(input.RestApiId));
            var (items, position) = Page(rows.Select(r => r.Record.Deployment), static d => d.Id!, input.Position, input.Limit);
            return new GetDeploymentsOutput { Items = items, Position = position };
        },
        call.Cancelled);

    public async ValueTask<Deployment> UpdateDeployment(UpdateDeploymentInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            var record = await DeploymentAsync(tx, input.RestApiId, input.DeploymentId);
            record.Deployment = PatchRules.Apply(record.Deployment, input.PatchOperations, PatchRules.Deployment, ApiGatewayJson.Default.Deployment);
            ApiGatewayTables.Deployments.Put(tx, new PartKey(input.RestApiId, input.DeploymentId), record);
            return record.Deployment;
        },
        call.Cancelled);

    public async ValueTask DeleteDeployment(DeleteDeploymentInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            await DeploymentAsync(tx, input.RestApiId, input.DeploymentId);
            var stages = await ApiGatewayTables.Stages.RangeAsync(tx, ApiGatewayTables.Stages.Prefix(input.RestApiId));
            if (stages.Any(s => s.Record.Stage.DeploymentId == input.DeploymentId || s.Record.Stage.CanarySettings?.DeploymentId == input.DeploymentId)) throw Faults.Bad("Active stages pointing to this deployment must be moved or deleted");
            ApiGatewayTables.Deployments.Delete(tx, new PartKey(input.RestApiId, input.DeploymentId));
        },
        call.Cancelled);

    public async ValueTask<Stage> CreateStage(CreateStageInput input, CallContext call)
    {
        ApiRules.CheckStageName(input.StageName);
        var (stamp, now) = (Ids.NewInt64(), Seconds(call));
        var stage = StageRules.Complete(NewStage(input.StageName, now) with
        {
            DeploymentId = input.DeploymentId,
            Description = input.Description,
            Variables = input.Variables,
            CacheClusterEnabled = input.CacheClusterEnabled ?? false,
            CacheClusterSize = input.CacheClusterSize,
            DocumentationVersion = input.DocumentationVersion,
            TracingEnabled = input.TracingEnabled ?? false,
            CanarySettings = input.CanarySettings,
            Tags = input.Tags,
        });
        return await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, input.RestApiId, call);
                await DeploymentAsync(tx, input.RestApiId, input.DeploymentId);
                var key = new PartKey(input.RestApiId, input.StageName);
                if (await ApiGatewayTables.Stages.ExistsAsync(tx, key)) throw new ConflictException("Stage already exists");
                return await PutStageAsync(tx, key, stage, stamp, true);
            },
            call.Cancelled);
    }

    public async ValueTask<Stage> GetStage(GetStageInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            return (await StageAsync(tx, input.RestApiId, input.StageName)).Stage;
        },
        call.Cancelled);

    public async ValueTask<GetStagesOutput> GetStages(GetStagesInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            var rows = await ApiGatewayTables.Stages.RangeAsync(tx, ApiGatewayTables.Stages.Prefix(input.RestApiId));
            return new GetStagesOutput { Item = [.. rows.Select(r => r.Record.Stage).Where(s => input.DeploymentId is null || s.DeploymentId == input.DeploymentId)] };
        },
        call.Cancelled);

    public async ValueTask<Stage> UpdateStage(UpdateStageInput input, CallContext call)
    {
        var (stamp, now) = (Ids.NewInt64(), Seconds(call));
        return await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, input.RestApiId, call);
                var record = await StageAsync(tx, input.RestApiId, input.StageName);
                var stage = PatchRules.Apply(record.Stage, input.PatchOperations, PatchRules.Stage, ApiGatewayJson.Default.Stage);
                if (stage.CanarySettings?.DeploymentId is { } canary && canary != record.Stage.CanarySettings?.DeploymentId) await DeploymentAsync(tx, input.RestApiId, canary);
                if (stage.DeploymentId != record.Stage.DeploymentId) await DeploymentAsync(tx, input.RestApiId, stage.DeploymentId ?? "");
                return await PutStageAsync(tx, new PartKey(input.RestApiId, input.StageName), StageRules.Complete(stage) with { LastUpdatedDate = now }, stamp, false);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteStage(DeleteStageInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            await StageAsync(tx, input.RestApiId, input.StageName);
            var key = new PartKey(input.RestApiId, input.StageName);
            ApiGatewayTables.Stages.Delete(tx, key);
            ApiGatewayTables.StageVersions.Delete(tx, key);
        },
        call.Cancelled);

    public async ValueTask FlushStageCache(FlushStageCacheInput input, CallContext call) => await FlushAsync(input.RestApiId, input.StageName, call, true);

    // What an authorizer answered is remembered with the compiled stage, so a new stamp forgets it.
    public async ValueTask FlushStageAuthorizersCache(FlushStageAuthorizersCacheInput input, CallContext call) => await FlushAsync(input.RestApiId, input.StageName, call, false);

    private async ValueTask FlushAsync(string api, string stage, CallContext call, bool cache)
    {
        var stamp = Ids.NewInt64();
        await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, api, call);
                await StageAsync(tx, api, stage);
                await BumpAsync(tx, new PartKey(api, stage), stamp, cache);
            },
            call.Cancelled);
    }

    private static Stage NewStage(string name, DateTimeOffset now) =>
        new() { StageName = name, CacheClusterEnabled = false, CacheClusterStatus = "NOT_AVAILABLE", TracingEnabled = false, CreatedDate = now, LastUpdatedDate = now };

    private static async ValueTask<Stage> PutStageAsync(IWriteTransaction tx, PartKey key, Stage stage, long stamp, bool cache)
    {
        ApiGatewayTables.Stages.Put(tx, key, new StageRecord { Stage = stage });
        await BumpAsync(tx, key, stamp, cache);
        return stage;
    }

    private static async ValueTask<DeploymentRecord> DeploymentAsync(IReadTransaction tx, string api, string id) =>
        await ApiGatewayTables.Deployments.GetAsync(tx, new PartKey(api, id)) ?? throw Faults.No("Deployment");

    private static async ValueTask<StageRecord> StageAsync(IReadTransaction tx, string api, string name) =>
        await ApiGatewayTables.Stages.GetAsync(tx, new PartKey(api, name)) ?? throw new NotFoundException("Invalid stage identifier specified");

    private static DateTimeOffset Seconds(CallContext call) => DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds());
}
