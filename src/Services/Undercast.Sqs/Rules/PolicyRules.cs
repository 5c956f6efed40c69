using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Sqs;

/// <summary>The form of queue policies, and the statements that AddPermission and RemovePermission write.</summary>
internal static class PolicyRules
{
    // AWS: the actions that AddPermission may grant; the owner alone may do the rest (AddPermission, Actions).
    private static readonly HashSet<string> Grantable =
        ["*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage"];

    private static readonly HashSet<string> OwnerOnly =
    [
        "AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue", "ListMessageMoveTasks", "ListQueues", "ListQueueTags", "RemovePermission",
        "SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue",
    ];

    private static readonly HashSet<string> PolicyFields = ["Version", "Id", "Statement"];

    private static readonly HashSet<string> StatementFields =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>Checks a policy document's form and size.</summary>
    public static void Check(string text)
    {
        var policy = Parse(text);
        if (policy is null || policy.Any(f => !PolicyFields.Contains(f.Key))) throw Bad();
        if (policy["Version"] is { } version && Text(version) is not ("2008-10-17" or "2012-10-17")) throw Bad();
        var statements = Statements(policy);
        if (statements.Count == 0) throw Bad();
        if (statements.Count > Limits.PolicyStatements)
            throw new InvalidAttributeValue($"{statements.Count} statements were found in the submitted policy, max allowed is {Limits.PolicyStatements}");
        foreach (var statement in statements)
        {
            if (statement is not JsonObject s || s.Any(f => !StatementFields.Contains(f.Key)) || Text(s["Effect"]) is not ("Allow" or "Deny")) throw Bad();
            if (s["Principal"] is null == s["NotPrincipal"] is null || s["Action"] is null == s["NotAction"] is null) throw Bad();
        }
        try
        {
            // What the evaluator could not read would grant and deny nothing.
            PolicyDocument.Parse(text);
        }
        catch (MalformedPolicyException)
        {
            throw Bad();
        }
    }

    /// <summary>The policy with one more statement.</summary>
    public static string Add(string? text, string arn, string label, IReadOnlyList<string> accounts, IReadOnlyList<string> actions)
    {
        foreach (var action in actions)
        {
            if (OwnerOnly.Contains(action)) throw SqsFaults.Invalid($"SQS:{action}", "ActionName", "Only the queue owner is allowed to invoke this action.");
            if (!Grantable.Contains(action)) throw SqsFaults.Invalid($"SQS:{action}", "ActionName", "Please refer to the appropriate WSDL for a list of valid actions.");
        }
        if (actions.Count > 7) throw new OverLimit($"{actions.Count} Actions were found, maximum allowed is 7.");
        foreach (var account in accounts)
        {
            if (account.Length != 12 || account.Any(c => !char.IsAsciiDigit(c)))
                throw SqsFaults.Invalid($"[{string.Join(", ", accounts)}]", "PrincipalId", "Unable to verify.");
        }
        var policy = text is null ? new JsonObject { ["Version"] = "2012-10-17", ["Id"] = $"{arn}/SQSDefaultPolicy", ["Statement"] = new JsonArray() } : Parse(text)!;
        var statements = new JsonArray([.. Statements(policy).Select(s => s?.DeepClone())]);
        var added = new JsonObject
        {
            ["Sid"] = label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = OneOrMany(accounts.Select(a => $"arn:aws:iam::{a}:root")) },
            ["Action"] = OneOrMany(actions.Select(a => $"SQS:{a}")),
            ["Resource"] = arn,
        };
        if (statements.FirstOrDefault(s => Text(s?["Sid"]) == label) is { } same)
        {
            if (JsonNode.DeepEquals(same, added)) return text!;
            throw SqsFaults.Invalid(label, "Label", "Already exists.");
        }
        statements.Add(added);
        if (statements.Count > Limits.PolicyStatements)
            throw new OverLimit($"{statements.Count} Statements were found, maximum allowed is {Limits.PolicyStatements}.");
        policy["Statement"] = statements;
        return policy.ToJsonString();
    }

    /// <summary>The policy without a statement, or null when none is left.</summary>
    public static string? Remove(string? text, string label)
    {
        var policy = text is null ? null : Parse(text);
        var kept = policy is null ? [] : Statements(policy).Where(s => Text(s?["Sid"]) != label).Select(s => s?.DeepClone()).ToArray();
        if (policy is null || kept.Length == Statements(policy).Count)
            throw SqsFaults.Invalid(label, "Label", "can't find label on existing policy.");
        if (kept.Length == 0) return null;
        policy["Statement"] = new JsonArray(kept);
        return policy.ToJsonString();
    }

    private static InvalidAttributeValue Bad() => SqsFaults.Attribute("Policy");

    private static JsonNode OneOrMany(IEnumerable<string> values)
    {
        var all = values.ToArray();
        return all.Length == 1 ? JsonValue.Create(all[0]) : new JsonArray([.. all.Select(v => JsonValue.Create(v))]);
    }

    private static JsonArray Statements(JsonObject policy) => policy["Statement"] switch
    {
        JsonArray array => array,
        JsonObject one => [one.DeepClone()],
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject? Parse(string text)
    {
        if (!JsonTexts.IsReadable(text)) return null;
        try
        {
            // A node finds duplicate members only when it is first enumerated, wherever that may be; refused here at any depth.
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
