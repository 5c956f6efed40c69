using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<AddLayerVersionPermissionOutput> AddLayerVersionPermission(AddLayerVersionPermissionInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        var key = new LayerKey(name.Account, name.Region, name.Name, input.VersionNumber);
        var revision = Ids.NewGuid().ToString();
        var statement = new JsonObject
        {
            ["Sid"] = input.StatementId, ["Effect"] = "Allow",
            ["Principal"] = input.Principal == "*" ? "*" : new JsonObject { ["AWS"] = input.Principal.StartsWith("arn:", StringComparison.Ordinal) ? input.Principal : $"arn:aws:iam::{input.Principal}:root" },
            ["Action"] = input.Action, ["Resource"] = FunctionName.LayerVersionArn(key),
        };
        if (input.OrganizationId is { } organization) statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:PrincipalOrgID"] = organization } };
        await ChangePolicyAsync(key, input.RevisionId, revision, call, policy => PolicyRules.Append(policy, input.StatementId, statement));
        return new AddLayerVersionPermissionOutput { Statement = statement.ToJsonString(), RevisionId = revision };
    }

    public async ValueTask RemoveLayerVersionPermission(RemoveLayerVersionPermissionInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        var key = new LayerKey(name.Account, name.Region, name.Name, input.VersionNumber);
        await ChangePolicyAsync(key, input.RevisionId, Ids.NewGuid().ToString(), call, policy => PolicyRules.Remove(policy, input.StatementId));
    }

    public async ValueTask<GetLayerVersionPolicyOutput> GetLayerVersionPolicy(GetLayerVersionPolicyInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        var layer = await store.ReadAsync(tx => LambdaTables.Layers.GetAsync(tx, new LayerKey(name.Account, name.Region, name.Name, input.VersionNumber)), call.Cancelled);
        return layer?.Policy is { } policy ? new GetLayerVersionPolicyOutput { Policy = policy, RevisionId = layer.PolicyRevision } : throw new ResourceNotFoundException("No policy is associated with the given resource.");
    }

    private ValueTask ChangePolicyAsync(LayerKey key, string? expected, string revision, CallContext call, Func<string?, string?> change) => store.WriteAsync(
        async ValueTask (tx) =>
        {
            var layer = await LambdaTables.Layers.GetAsync(tx, key) ?? throw new ResourceNotFoundException($"Layer version {FunctionName.LayerVersionArn(key)} does not exist.");
            if (expected is not null && expected != layer.PolicyRevision) throw LambdaFaults.Revision();
            LambdaTables.Layers.Put(tx, key, layer with { Policy = change(layer.Policy), PolicyRevision = revision });
        },
        call.Cancelled);
}
