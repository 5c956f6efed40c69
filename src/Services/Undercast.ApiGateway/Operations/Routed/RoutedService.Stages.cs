using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

// Deployments are copies of an API; stages point to them, by hand or by themselves.
internal sealed partial class RoutedService
{
    public async ValueTask<Deployment> CreateDeployment(CreateDeploymentInput input, CallContext call)
    {
        var stamp = new Stamp(call);
        return await store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, input.ApiId, call);
                if (api.Routes.Count == 0) throw Faults.Bad(NoRoutes);
                var stage = input.StageName is { } name ? await StageAsync(tx, input.ApiId, name) : null;
                if (stage?.Stage.AutoDeploy == true) throw Faults.Bad("Deployment cannot be associated with a stage that has auto deploy enabled");
                var deployment = new Deployment { DeploymentId = stamp.DeploymentId, AutoDeployed = false, CreatedDate = stamp.Now, DeploymentStatus = "DEPLOYED", Description = input.Description };
                ApiGatewayTables.RoutedDeployments.Put(tx, new PartKey(input.ApiId, stamp.DeploymentId), new RoutedDeploymentRecord { Deployment = deployment, Snapshot = api });
                if (stage is not null) await PutStageAsync(tx, input.ApiId, stage.Stage with { DeploymentId = stamp.DeploymentId, LastUpdatedDate = stamp.Now }, stamp);
                return deployment;
            },
            call.Cancelled);
    }

    public async ValueTask<Deployment> GetDeployment(GetDeploymentInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            return (await DeploymentAsync(tx, input.ApiId, input.DeploymentId)).Deployment;
        },
        call.Cancelled);

    public async ValueTask<GetDeploymentsOutput> GetDeployments(GetDeploymentsInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            var rows = await ApiGatewayTables.RoutedDeployments.RangeAsync(tx, ApiGatewayTables.RoutedDeployments.Prefix(input.ApiId));
            var (items, next) = Page(rows.Select(static r => r.Record.Deployment), static d => d.DeploymentId!, input.MaxResults, input.NextToken);
            return new GetDeploymentsOutput { Items = items, NextToken = next };
        },
        call.Cancelled);

    public async ValueTask<Deployment> UpdateDeployment(UpdateDeploymentInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            var record = await DeploymentAsync(tx, input.ApiId, input.DeploymentId);
            record.Deployment = record.Deployment with { Description = input.Description ?? record.Deployment.Description };
            ApiGatewayTables.RoutedDeployments.Put(tx, new PartKey(input.ApiId, input.DeploymentId), record);
            return record.Deployment;
        },
        call.Cancelled);

    public async ValueTask DeleteDeployment(DeleteDeploymentInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            await DeploymentAsync(tx, input.ApiId, input.DeploymentId);
            var stages = await ApiGatewayTables.RoutedStages.RangeAsync(tx, ApiGatewayTables.RoutedStages.Prefix(input.ApiId));
            if (stages.Any(s => s.Record.Stage.DeploymentId == input.DeploymentId)) throw Faults.Bad("Active stages pointing to this deployment must be moved or deleted");
            ApiGatewayTables.RoutedDeployments.Delete(tx, new PartKey(input.ApiId, input.DeploymentId));
        },
        call.Cancelled);

    public async ValueTask<Stage> CreateStage(CreateStageInput input, CallContext call)
    {
        var stamp = new Stamp(call);
        return await store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, input.ApiId, call);
                var stage = RoutedRules.Complete(api, Merging.Merge(NewStage(input.StageName, stamp.Now), input));
                if (stage is { AutoDeploy: true, DeploymentId: not null }) throw Faults.Bad("DeploymentId cannot be specified when AutoDeploy is true");
                if (await ApiGatewayTables.RoutedStages.ExistsAsync(tx, new PartKey(input.ApiId, input.StageName))) throw new ConflictException("Stage already exists");
                if (stage.DeploymentId is { } deployment) await DeploymentAsync(tx, input.ApiId, deployment);
                await PutStageAsync(tx, input.ApiId, stage, stamp);
                if (stage.AutoDeploy == true) await AutoDeployAsync(tx, api, stamp);
                return (await StageAsync(tx, input.ApiId, input.StageName)).Stage;
            },
            call.Cancelled);
    }

    public async ValueTask<Stage> GetStage(GetStageInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            return (await StageAsync(tx, input.ApiId, input.StageName)).Stage;
        },
        call.Cancelled);

    public async ValueTask<GetStagesOutput> GetStages(GetStagesInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            var rows = await ApiGatewayTables.RoutedStages.RangeAsync(tx, ApiGatewayTables.RoutedStages.Prefix(input.ApiId));
            var (items, next) = Page(rows.Select(static r => r.Record.Stage), static s => s.StageName!, input.MaxResults, input.NextToken);
            return new GetStagesOutput { Items = items, NextToken = next };
        },
        call.Cancelled);

    public ValueTask<Stage> UpdateStage(UpdateStageInput input, CallContext call) => EditStageAsync(
        input.ApiId,
        input.StageName,
        call,
        (api, stage) =>
        {
            var next = Merging.Merge(stage, input);
            if (next.AutoDeploy == true && input.DeploymentId is not null) throw Faults.Bad("DeploymentId cannot be specified when AutoDeploy is true");
            return RoutedRules.Complete(api, next);
        });

    public async ValueTask DeleteStage(DeleteStageInput input, CallContext call)
    {
        var stamp = new Stamp(call);
        await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, input.ApiId, call);
                await StageAsync(tx, input.ApiId, input.StageName);
                ApiGatewayTables.RoutedStages.Delete(tx, new PartKey(input.ApiId, input.StageName));
                ApiGatewayTables.RoutedVersions.Put(tx, new RestApiKey(input.ApiId), new RoutedVersionRecord(stamp.Version));
            },
            call.Cancelled);
    }

    public async ValueTask DeleteAccessLogSettings(DeleteAccessLogSettingsInput input, CallContext call) =>
        await EditStageAsync(input.ApiId, input.StageName, call, static (_, stage) => stage with { AccessLogSettings = null });

    public async ValueTask DeleteRouteSettings(DeleteRouteSettingsInput input, CallContext call) => await EditStageAsync(
        input.ApiId,
        input.StageName,
        call,
        (_, stage) =>
        {
            var rest = new Dictionary<string, RouteSettings>(stage.RouteSettings ?? new Dictionary<string, RouteSettings>());
            if (!rest.Remove(input.RouteKey)) throw new NotFoundException($"Invalid Route Settings identifier specified {input.RouteKey}");
            return stage with { RouteSettings = rest };
        });

    // What an authorizer answered is remembered with the compiled stage, so a new version forgets it.
    public async ValueTask ResetAuthorizersCache(ResetAuthorizersCacheInput input, CallContext call) => await EditStageAsync(input.ApiId, input.StageName, call, static (_, stage) => stage);

    private async ValueTask<Stage> EditStageAsync(string apiId, string name, CallContext call, Func<RoutedApiRecord, Stage, Stage> edit)
    {
        var stamp = new Stamp(call);
        return await store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, apiId, call);
                var old = (await StageAsync(tx, apiId, name)).Stage;
                var stage = edit(api, old) with { LastUpdatedDate = stamp.Now };
                if (stage.DeploymentId is { } deployment && deployment != old.DeploymentId) await DeploymentAsync(tx, apiId, deployment);
                await PutStageAsync(tx, apiId, stage, stamp);
                if (stage.AutoDeploy == true && old.AutoDeploy != true) await AutoDeployAsync(tx, api, stamp);
                return (await StageAsync(tx, apiId, name)).Stage;
            },
            call.Cancelled);
    }

    private static Stage NewStage(string name, DateTimeOffset now) => new() { StageName = name, AutoDeploy = false, CreatedDate = now, LastUpdatedDate = now };

    private static ValueTask PutStageAsync(IWriteTransaction tx, string apiId, Stage stage, Stamp stamp)
    {
        ApiGatewayTables.RoutedStages.Put(tx, new PartKey(apiId, stage.StageName!), new RoutedStageRecord { Stage = stage });
        ApiGatewayTables.RoutedVersions.Put(tx, new RestApiKey(apiId), new RoutedVersionRecord(stamp.Version));
        return default;
    }

    private static async ValueTask<RoutedDeploymentRecord> DeploymentAsync(IReadTransaction tx, string api, string id) =>
        await ApiGatewayTables.RoutedDeployments.GetAsync(tx, new PartKey(api, id)) ?? throw RoutedFaults.No("Deployment", id);

    private static async ValueTask<RoutedStageRecord> StageAsync(IReadTransaction tx, string api, string name) =>
        await ApiGatewayTables.RoutedStages.GetAsync(tx, new PartKey(api, name)) ?? throw RoutedFaults.NoStage();
}
