using System.Text.Json;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The least policy that would have allowed what a principal did, and what was denied to it.</summary>
/// <param name="Principal">The user, or the role of all sessions of it.</param>
/// <param name="Used">Everything that it asked for, denied or not.</param>
/// <param name="Denied">What was, or in the audit mode would have been, denied, with the refusals.</param>
/// <param name="IsComplete">Whether nothing was forgotten for want of room.</param>
public sealed record LeastPolicy(string Principal, IReadOnlyList<Permission> Used, IReadOnlyList<(Permission Permission, string Reason)> Denied, bool IsComplete)
{
    /// <summary>The least policies of all users and roles that called; the account itself and services need none.</summary>
    public static IReadOnlyList<LeastPolicy> Of(CallLedger ledger) =>
    [
        .. ledger.Callers.Where(static c => c.StartsWith("arn:", StringComparison.Ordinal) && !c.EndsWith(":root", StringComparison.Ordinal))
            .GroupBy(NameOf, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => Of(ledger, g.Key, g)),
    ];

    private static LeastPolicy Of(CallLedger ledger, string name, IEnumerable<string> callers)
    {
        var used = new HashSet<Permission>();
        var denied = new Dictionary<Permission, string>();
        var isComplete = true;
        foreach (var caller in callers)
        {
            foreach (var (permission, denial) in ledger.UsedBy(caller, out var complete))
            {
                isComplete &= complete;
                used.Add(permission);
                if (denial is not null) denied[permission] = denial;
            }
        }
        return new LeastPolicy(name, [.. used.OrderBy(Order, StringComparer.Ordinal)], [.. denied.OrderBy(static d => Order(d.Key), StringComparer.Ordinal).Select(static d => (d.Key, d.Value))], isComplete);
    }

    private static string Order(Permission permission) => $"{permission.Action} {permission.Resource}";

    // Sessions come and go; their role is what policies are attached to. Its path is not known here.
    private static string NameOf(string caller) =>
        Arn.TryParse(caller, out var arn) && arn.Resource.Split('/') is ["assumed-role", var role, _] ? $"arn:{arn.Partition}:iam::{arn.Account}:role/{role}" : caller;

    /// <summary>Writes the policy: one statement for each set of resources.</summary>
    public void WriteDocument(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Version", "2012-10-17");
        json.WriteStartArray("Statement");
        foreach (var statement in Used.GroupBy(static p => p.Action, StringComparer.Ordinal)
                     .Select(static g => (Action: g.Key, Resources: g.Select(static p => p.Resource).ToArray())).GroupBy(static s => string.Join('\n', s.Resources), StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("Effect", "Allow");
            Write(json, "Action", statement.Select(static s => s.Action));
            Write(json, "Resource", statement.First().Resources);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
