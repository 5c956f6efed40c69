using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>How many signals a resource needs to count as made, and how long they may take.</summary>
internal sealed record CreationPolicy(int Count, TimeSpan Timeout)
{
    // AWS: one signal within five minutes, unless the policy says otherwise.
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    /// <summary>The question under which signals of a resource are kept.</summary>
    public static string RequestIdOf(StackKey stack, string logicalId) => $"{stack.Uid}-{logicalId}-signal";

    /// <summary>The policy of a resource, or null.</summary>
    /// <exception cref="Kernel.CommonException">It is none.</exception>
    public static CreationPolicy? Of(ResourceDefinition definition)
    {
        if (definition.CreationPolicy is not { } node) return null;
        if ((node as JsonObject)?["ResourceSignal"] is not JsonObject signal) throw CloudFormationFaults.Invalid($"Template format error: CreationPolicy of resource {definition.LogicalId} must have a ResourceSignal");
        var count = signal["Count"] is JsonValue number && int.TryParse(PropertyRules.TextOf(number), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        if (signal["Timeout"] is not JsonValue text) return new CreationPolicy(count, FiveMinutes);
        try
        {
            return new CreationPolicy(count, XmlConvert.ToTimeSpan(PropertyRules.TextOf(text)));
        }
        catch (FormatException)
        {
            throw CloudFormationFaults.Invalid($"Template format error: Timeout of the CreationPolicy of resource {definition.LogicalId} is no ISO 8601 duration");
        }
    }
}
