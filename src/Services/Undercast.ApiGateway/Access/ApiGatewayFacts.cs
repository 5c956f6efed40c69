using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>The policies of deployed APIs, for <c>execute-api:Invoke</c>.</summary>
internal sealed class ExecuteApiFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "execute-api";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn) || arn.Resource.Split('/') is not [var api, var stage, ..]) return null;
        // The policy is part of the deployment, like everything else that a stage serves.
        var record = await store.ReadAsync(
            async tx =>
            {
                var found = await ApiGatewayTables.Stages.GetAsync(tx, new PartKey(api, stage));
                return found is null ? null : (await ApiGatewayTables.Deployments.GetAsync(tx, new PartKey(api, found.Stage.DeploymentId!)))?.Snapshot;
            },
            ct);
        return record is null ? null : new ResourceFacts { Policies = record.Api.Policy is { Length: > 0 } policy ? [Whole(policy, arn, api)] : [], Tags = record.Api.Tags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys) { }

    // AWS: policies may leave out what the API's own ARN says.
    private static string Whole(string policy, Arn arn, string api) =>
        policy.Replace("\"execute-api:/", $"\"arn:{arn.Partition}:execute-api:{arn.Region}:{arn.Account}:{api}/", StringComparison.Ordinal);
}

/// <summary>Tags of APIs, for <c>apigateway:*</c>.</summary>
internal sealed class ApiGatewayFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "apigateway";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn)) return null;
        if (arn.Resource.Split('/') is ["", "apis", var routed, ..])
        {
            var found = await store.ReadAsync(tx => ApiGatewayTables.RoutedApis.GetAsync(tx, new RestApiKey(routed)), ct);
            return found is null ? null : new ResourceFacts { OwnerAccount = found.Account, Tags = found.Api.Tags };
        }
        if (arn.Resource.Split('/') is not ["", "restapis", var api, ..]) return null;
        var record = await store.ReadAsync(tx => ApiGatewayTables.Apis.GetAsync(tx, new RestApiKey(api)), ct);
        return record is null ? null : new ResourceFacts { OwnerAccount = record.Account, Tags = record.Api.Tags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys) { }
}

/// <summary>The ARNs that permissions are asked for where they are no plain template.</summary>
internal static class ApiGatewayResources
{
    public static string Tags(string resourceArn, CallContext call) => $"arn:{call.Partition}:apigateway:{call.Region}::/tags/{Uri.EscapeDataString(resourceArn)}";
}
