using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    /// <summary>What is to be simulated, beside whose policies.</summary>
    private sealed record Simulation(
        IReadOnlyList<string> Actions, IReadOnlyList<string>? Resources, string? ResourcePolicy, string? ResourceOwner, string? CallerArn, IReadOnlyList<ContextEntry>? Context)
    {
        /// <summary>The statements of all policies beside the resource's, each by itself.</summary>
        public required IReadOnlyList<PolicyPart> Parts { get; init; }

        /// <summary>The condition keys that any of the policies asks for.</summary>
        public required IReadOnlyList<string> AskedFor { get; init; }
    }

    public async ValueTask<SimulatePrincipalPolicyOutput> SimulatePrincipalPolicy(SimulatePrincipalPolicyInput input, CallContext call)
    {
        var (policies, own) = await ReadAsync(
            call,
            async tx =>
            {
                var (kind, entity) = await HolderAsync(tx, call, input.PolicySourceArn);
                return (await PrincipalDirectory.OfEntityAsync(tx, call.Account, kind, entity), await PoliciesAsync(tx, call, kind, entity));
            });
        policies = policies with { Identity = [.. policies.Identity, .. Documents(input.PolicyInputList)] };
        if (input.PermissionsBoundaryPolicyInputList is [var boundary, ..]) policies = policies with { Boundary = Documents([boundary])[0] };
        var results = Simulate(call, policies, new Simulation(input.ActionNames, input.ResourceArns, input.ResourcePolicy, input.ResourceOwner, input.CallerArn ?? input.PolicySourceArn, input.ContextEntries)
        {
            Parts = [.. own.SelectMany(static p => PolicyPart.Of(p.Name, p.Arn is null ? p.HolderKind : ManagedPolicies.IsManaged(p.Arn) ? "aws-managed" : "user-managed", p.Document)), .. Given(input.PolicyInputList)],
            AskedFor = AskedFor([.. own.Select(static p => p.Document), .. input.PolicyInputList ?? []], input.ResourcePolicy),
        });
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
        var results = Simulate(call, policies, new Simulation(input.ActionNames, input.ResourceArns, input.ResourcePolicy, input.ResourceOwner, input.CallerArn, input.ContextEntries)
        {
            Parts = Given(input.PolicyInputList),
            AskedFor = AskedFor(input.PolicyInputList, input.ResourcePolicy),
        });
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

    // AWS: policies that come with the request are known by their place in it.
    private static List<PolicyPart> Given(IReadOnlyList<string>? texts) => [.. (texts ?? []).SelectMany(static (text, i) => PolicyPart.Of($"PolicyInputList.{i + 1}", "IAM Policy", text))];

    private static List<string> AskedFor(IReadOnlyList<string> documents, string? resourcePolicy) =>
        [.. documents.Concat(resourcePolicy is null ? [] : [resourcePolicy]).SelectMany(PolicyTexts.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)];

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
                AccessVerdict Decide(PrincipalPolicies of, ResourceFacts? on) => authorizer.Decide(call, who, of with { Keys = keys }, null, new Permission(action, resource), on);
                var verdict = Decide(policies, facts);
                // A statement alone decides as it does among others: what it says is what it matched.
                var matched = verdict == AccessVerdict.ImplicitDeny ? [] : what.Parts.Where(p => Decide(new PrincipalPolicies { Identity = [p.Document], PolicyArn = policies.PolicyArn, UserName = policies.UserName, Tags = policies.Tags }, null) == verdict);
                results.Add(new EvaluationResult
                {
                    EvalActionName = action,
                    EvalResourceName = resource,
                    EvalDecision = verdict switch { AccessVerdict.Allowed => "allowed", AccessVerdict.ExplicitDeny => "explicitDeny", _ => "implicitDeny" },
                    MatchedStatements = [.. matched.Select(static p => p.Shape())],
                    MissingContextValues = [.. what.AskedFor.Where(k => !keys.ContainsKey(k) && !k.StartsWith("aws:PrincipalTag/", StringComparison.OrdinalIgnoreCase) && k is not ("aws:username" or "aws:CurrentTime" or "aws:EpochTime"))],
                    PermissionsBoundaryDecisionDetail = policies.Boundary is null ? null : new PermissionsBoundaryDecisionDetail
                    {
                        AllowedByPermissionsBoundary = Decide(new PrincipalPolicies { Identity = [policies.Boundary], PolicyArn = policies.PolicyArn, UserName = policies.UserName, Tags = policies.Tags }, null) == AccessVerdict.Allowed,
                    },
                });
            }
        }
        return results;
    }

    // AWS: an account's ARN or, for convenience here, its number.
    private static string OwnerOf(string owner) => Arn.TryParse(owner, out var arn) ? arn.Account : owner;
}
