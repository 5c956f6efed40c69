using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Cloud.Tests.Access;

/// <summary>Requests and policies for tests of the evaluator.</summary>
internal static class Decisions
{
    public const string Here = "000000000000";
    public const string There = "111122223333";
    public const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";

    public static CallContext Call(Principal caller) => new()
    {
        RequestId = "r",
        Caller = caller,
        Region = "us-east-1",
        Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        SourceIp = "198.51.100.7",
        UserAgent = "test/1",
        SecureTransport = true,
    };

    public static Principal Ann(string account = Here) => new(PrincipalKind.User, account, $"arn:aws:iam::{account}:user/ann", "AIDAANN");

    /// <summary>A policy of one statement; <paramref name="more"/> are further members as JSON.</summary>
    public static string Policy(string effect, string action, string resource, string? more = null, string version = "2012-10-17", string actionName = "Action", string resourceName = "Resource") =>
        $$"""{"Version":"{{version}}","Statement":[{"Effect":"{{effect}}","{{actionName}}":{{Text(action)}},"{{resourceName}}":{{Text(resource)}}{{(more is null ? "" : "," + more)}}}]}""";

    public static string Text(string text) => JsonSerializer.Serialize(text);

    public static string Texts(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    public static AccessRequest Request(
        Principal who, PrincipalPolicies policies, string action = "sqs:SendMessage", string resource = Queue, ResourceFacts? facts = null, Action<Action<string, string>>? keys = null) =>
        new(new AccessSubject(who, policies), Call(who), action, resource, facts)
        {
            ResourcePolicies = [.. (facts?.Policies ?? []).Select(PolicyDocument.Parse)],
            ServiceKeys = keys,
        };

    /// <summary>Whether an identity policy of a tagged user allows a request.</summary>
    public static bool Allows(string policy, string action, string resource, Action<Action<string, string>>? keys = null)
    {
        var policies = new PrincipalPolicies
        {
            Identity = [PolicyDocument.Parse(policy)],
            UserName = "ann",
            Tags = new Dictionary<string, string> { ["team"] = "red", ["star"] = "*" },
            Keys = new Dictionary<string, IReadOnlyList<string>> { ["many"] = ["one", "two"] },
        };
        var facts = new ResourceFacts { OwnerAccount = Here, Tags = new Dictionary<string, string> { ["stage"] = "prod" } };
        return PolicyEvaluator.Decide(Request(Ann(), policies, action, resource, facts, keys)).IsAllowed;
    }

    public static string Outcome(AccessDecision decision)
    {
        if (decision.IsAllowed) return "allow";
        var kind = decision.Kind switch { PolicyKind.ServiceControl => "control", var k => k.ToString().ToLowerInvariant() };
        return new StringBuilder(decision.IsExplicit ? "deny " : "no ").Append(kind).ToString();
    }
}
