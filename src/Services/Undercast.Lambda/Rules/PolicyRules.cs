using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>The statements that AddPermission and RemovePermission write.</summary>
internal static class PolicyRules
{
    // AWS: 20 KB (Lambda quotas).
    private const int MostBytes = 20 * 1024;

    /// <summary>The policy with one more statement, and that statement.</summary>
    public static (string Policy, string Statement) Add(string? policy, AddPermissionInput input, string resource)
    {
        var statement = Statement(input, resource);
        return (Append(policy, input.StatementId, statement), statement.ToJsonString());
    }

    /// <summary>The policy with one more statement, under a name that is still free.</summary>
    public static string Append(string? policy, string id, JsonObject statement)
    {
        var document = policy is null ? new JsonObject { ["Version"] = "2012-10-17", ["Id"] = "default", ["Statement"] = new JsonArray() } : (JsonObject)JsonNode.Parse(policy)!;
        var statements = (JsonArray)document["Statement"]!;
        if (statements.Any(s => (string?)s!["Sid"] == id))
            throw new ResourceConflictException($"The statement id ({id}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        statements.Add(statement);
        var text = document.ToJsonString();
        return text.Length > MostBytes ? throw new PolicyLengthExceededException($"The final policy size ({text.Length}) is bigger than the limit ({MostBytes}).") : text;
    }

    /// <summary>The policy without a statement; null when none is left.</summary>
    public static string? Remove(string? policy, string id)
    {
        var document = policy is null ? null : (JsonObject)JsonNode.Parse(policy)!;
        var statements = document?["Statement"] as JsonArray;
        if (statements?.FirstOrDefault(s => (string?)s!["Sid"] == id) is not { } statement) throw new ResourceNotFoundException($"Statement {id} is not found in resource policy.");
        statements.Remove(statement);
        return statements.Count == 0 ? null : document!.ToJsonString();
    }

    private static JsonObject Statement(AddPermissionInput input, string resource)
    {
        JsonNode principal = input.Principal == "*" ? "*"
            : input.Principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) || input.Principal.EndsWith(".amazon.com", StringComparison.Ordinal) ? new JsonObject { ["Service"] = input.Principal }
            : input.Principal.Length == 12 && input.Principal.All(char.IsAsciiDigit) ? new JsonObject { ["AWS"] = $"arn:aws:iam::{input.Principal}:root" }
            : Arn.TryParse(input.Principal, out _) ? new JsonObject { ["AWS"] = input.Principal }
            : throw new InvalidParameterValueException("The provided principal was invalid. Please check the principal and try again.");
        var statement = new JsonObject { ["Sid"] = input.StatementId, ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = input.Action, ["Resource"] = resource };
        var condition = new JsonObject();
        void Add(string kind, string key, string? value)
        {
            if (value is null) return;
            if (condition[kind] is not JsonObject keys) condition[kind] = keys = [];
            keys[key] = value;
        }
        Add("StringEquals", "AWS:SourceAccount", input.SourceAccount);
        Add("StringEquals", "lambda:EventSourceToken", input.EventSourceToken);
        Add("StringEquals", "lambda:FunctionUrlAuthType", input.FunctionUrlAuthType);
        Add("StringEquals", "aws:PrincipalOrgID", input.PrincipalOrgID);
        Add("Bool", "lambda:InvokedViaFunctionUrl", input.InvokedViaFunctionUrl is { } via ? (via ? "true" : "false") : null);
        Add("ArnLike", "AWS:SourceArn", input.SourceArn);
        if (condition.Count > 0) statement["Condition"] = condition;
        return statement;
    }
}
