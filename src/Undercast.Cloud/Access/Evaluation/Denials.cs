using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>AWS's words for a denial.</summary>
internal static class Denials
{
    // AWS: "Troubleshoot access denied error messages" of the IAM guide.
    private static readonly string[] Implicit = ["", "service control policy", "resource-based policy", "identity-based policy", "permissions boundary", "session policy"];
    private static readonly string[] Explicit = ["", "a service control policy", "a resource-based policy", "an identity-based policy", "a permissions boundary", "a session policy"];

    public static CommonException Of(AccessDecision decision, Principal caller, string action, string resource, bool withReason)
    {
        var who = caller.Kind == PrincipalKind.Anonymous ? "anonymous" : caller.Arn;
        var text = $"User: {who} is not authorized to perform: {action} on resource: {resource}";
        if (withReason && decision.Kind != PolicyKind.None)
        {
            text += decision.IsExplicit
                ? $" with an explicit deny in {Explicit[(int)decision.Kind]}"
                : $" because no {Implicit[(int)decision.Kind]} allows the {action} action";
        }
        return new CommonException(CommonError.AccessDenied, text);
    }

    /// <summary>What an encoded message holds. AWS: this shape; the lists of statements and conditions may be empty.</summary>
    public static string Details(AccessDecision decision, Principal caller, Permission permission)
    {
        static JsonObject None() => new() { ["items"] = new JsonArray() };
        return new JsonObject
        {
            ["allowed"] = false,
            ["explicitDeny"] = decision.IsExplicit,
            ["matchedStatements"] = None(),
            ["failures"] = None(),
            ["context"] = new JsonObject
            {
                ["principal"] = new JsonObject { ["id"] = caller.Id, ["name"] = caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..], ["arn"] = caller.Arn },
                ["action"] = permission.Action,
                ["resource"] = permission.Resource,
                ["conditions"] = None(),
            },
        }.ToJsonString();
    }
}
