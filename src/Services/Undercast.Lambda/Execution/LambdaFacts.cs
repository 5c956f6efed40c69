using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Functions' policies and tags, for policy decisions.</summary>
internal sealed class LambdaFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "lambda";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn)) return null;
        if (arn.Resource.Split(':') is ["layer", var layer, var version] && long.TryParse(version, out var number))
        {
            var found = await store.ReadAsync(tx => LambdaTables.Layers.GetAsync(tx, new LayerKey(arn.Account, arn.Region, layer, number)), ct);
            return found is null ? null : new ResourceFacts { Policies = found.Policy is { } leave ? [leave] : [] };
        }
        if (arn.Resource.Split(':') is not ["function", var function, .. var rest]) return null;
        var record = await store.ReadAsync(tx => LambdaTables.Functions.GetAsync(tx, new FunctionKey(arn.Account, arn.Region, function)), ct);
        if (record is null) return null;
        // A policy belongs to the qualifier that it was added for.
        return new ResourceFacts { Grants = PolicyGrants.Services, Policies = record.Policies.TryGetValue(rest is [var qualifier] ? qualifier : FunctionName.Latest, out var policy) ? [policy] : [], Tags = record.Tags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        if (input is AddPermissionInput { Principal: var principal }) keys("lambda:Principal", principal);
        if (input is CreateEventSourceMappingInput mapping) keys("lambda:FunctionArn", mapping.FunctionName);
        if (input is CreateFunctionUrlConfigInput { AuthType: var auth }) keys("lambda:FunctionUrlAuthType", auth);
    }
}
