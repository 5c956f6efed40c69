using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    /// <summary>What is to be simulated, beside whose policies.</summary>
    private sealed record Simulation(
        IReadOnlyList<string> Actions, IReadOnlyList<string>? Resources, string? ResourcePolicy, string? ResourceOwner, string? CallerArn, IReadOnlyList<ContextEntry>? Context);

    public async ValueTask<SimulatePrincipalPolicyOutput> SimulatePrincipalPolicy(SimulatePrincipalPolicyInput input, CallContext call)
    {
        var policies = await ReadAsync(call, tx => OfSourceAsync(tx, call, input.PolicySourceArn));
        policies = policies with { Identity = [.. policies.Identity, .. Documents(input.PolicyInputList)] };
        if (input.PermissionsBoundaryPolicyInputList is [var boundary, ..]) policies = policies with { Boundary = Documents([boundary])[0] };
        var results = Simulate(call, policies, new Simulation(input.ActionNames, input.ResourceArns, input.ResourcePolicy, input.ResourceOwner, input.CallerArn ?? input.PolicySourceArn, input.ContextEntries));
        var (rows, marker) = Page(Numbered(results), r => r.Number, input.Marker, input.MaxItems);
        return new SimulatePrincipalPolicyOutput { EvaluationResults = [.. rows.Select(r => r.Result)], IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask<SimulateCustomPolicyOutput> SimulateCustomPolicy(SimulateCustomPolicyInput input, CallContext call)
    {
        var policies = new PrincipalPolicies
        {
            Identity = Documents(input.PolicyInputList),
            Boundary = input.PermissionsBoundaryPolicyInputList is [var boundary, ..] ? Documents([boundary])[0] : null,
        };
        var results = Simulate(call, policies, new Simulation(input.ActionNames, input.ResourceArns, input.ResourcePolicy, input.ResourceOwner, input.CallerArn, input.ContextEntries));
        var (rows, marker) = Page(Numbered(results), r => r.Number, input.Marker, input.MaxItems);
        return new ValueTask<SimulateCustomPolicyOutput>(
            new SimulateCustomPolicyOutput { EvaluationResults = [.. rows.Select(r => r.Result)], IsTruncated = marker is not null, Marker = marker });
    }

    private static IEnumerable<(string Number, EvaluationResult Result)> Numbered(IEnumerable<EvaluationResult> results) => results.Select((r, i) => ($"{i:D6}", r));

    private static List<PolicyDocument> Documents(IReadOnlyList<string>? texts)
    {
        var documents = new List<PolicyDocument>();
        foreach (var text in texts ?? [])
        {
            if (PolicyChecker.Check(text, PolicyPurpose.Inline) is { } reason) throw new InvalidInputException(reason);
            documents.Add(PolicyDocument.Parse(text));
        }
        return documents;
    }

    private static async ValueTask<PrincipalPolicies> OfSourceAsync(IReadTransaction tx, CallContext call, string arn)
    {
        foreach (var kind in (string[])[EntityKind.User, EntityKind.Role, EntityKind.Group])
        {
            if (Arns.TryParse(arn, kind, out var account, out _, out var name) && account == call.Account)
                return await PrincipalDirectory.OfEntityAsync(tx, account, kind, await FindAsync(tx, call, kind, name));
        }
        throw new InvalidInputException($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
    }

    private List<EvaluationResult> Simulate(CallContext call, PrincipalPolicies policies, Simulation what)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(policies.Keys, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in what.Context ?? [])
        {
            if (entry.ContextKeyName is { } name) keys[name] = entry.ContextKeyValues ?? [];
        }
        var who = new Principal(PrincipalKind.User, call.Account, what.CallerArn ?? $"arn:{call.Partition}:iam::{call.Account}:user/simulated", "");
        var results = new List<EvaluationResult>();
        foreach (var action in what.Actions)
        {
            foreach (var resource in what.Resources is { Count: > 0 } given ? given : ["*"])
            {
                var facts = what.ResourcePolicy is null && what.ResourceOwner is null
                    ? null
                    : new ResourceFacts { OwnerAccount = what.ResourceOwner is { } owner ? OwnerOf(owner) : null, Policies = what.ResourcePolicy is { } policy ? [policy] : [] };
                var verdict = authorizer.Decide(call, who, policies with { Keys = keys }, null, new Permission(action, resource), facts);
                results.Add(new EvaluationResult
                {
                    EvalActionName = action,
                    EvalResourceName = resource,
                    EvalDecision = verdict switch { AccessVerdict.Allowed => "allowed", AccessVerdict.ExplicitDeny => "explicitDeny", _ => "implicitDeny" },
                    MatchedStatements = [],
                    MissingContextValues = [],
                });
            }
        }
        return results;
    }

    // AWS: an account's ARN or, for convenience here, its number.
    private static string OwnerOf(string owner) => Arn.TryParse(owner, out var arn) ? arn.Account : owner;
}
