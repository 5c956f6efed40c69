namespace Undercast.CloudFormation;

/// <summary>What a template may only do when its deployer says so.</summary>
internal static class CapabilityRules
{
    public const string Iam = "CAPABILITY_IAM";
    public const string NamedIam = "CAPABILITY_NAMED_IAM";
    public const string AutoExpand = "CAPABILITY_AUTO_EXPAND";

    // AWS: the types that need CAPABILITY_IAM, with the property that makes it CAPABILITY_NAMED_IAM.
    private static readonly Dictionary<string, string?> IamTypes = new(StringComparer.Ordinal)
    {
        ["AWS::IAM::AccessKey"] = null, ["AWS::IAM::Group"] = "GroupName", ["AWS::IAM::InstanceProfile"] = "InstanceProfileName", ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName",
        ["AWS::IAM::Policy"] = null, ["AWS::IAM::Role"] = "RoleName", ["AWS::IAM::User"] = "UserName", ["AWS::IAM::UserToGroupAddition"] = null,
    };

    /// <summary>The capabilities that a template needs, and the resource types that are the reason.</summary>
    public static (IReadOnlyList<string> Needed, IReadOnlyList<string> Types) Of(Template template)
    {
        var types = template.Resources.Values.Where(r => IamTypes.ContainsKey(r.Type)).ToArray();
        if (types.Length == 0) return ([], []);
        var named = types.Any(r => IamTypes[r.Type] is { } property && r.Properties.ContainsKey(property));
        return ([named ? NamedIam : Iam], [.. types.Select(r => r.Type).Distinct()]);
    }

    /// <exception cref="InsufficientCapabilitiesException">A capability is missing.</exception>
    public static void Check(Template template, bool transformed, IReadOnlyList<string>? given)
    {
        var missing = Of(template).Needed.Where(n => !Has(given, n)).ToList();
        // AWS: a macro's output needs an acknowledgement; the Serverless transform counts as one only when it is deployed without a change set.
        if (transformed && !Has(given, AutoExpand)) missing.Add(AutoExpand);
        if (missing.Count > 0) throw new InsufficientCapabilitiesException($"Requires capabilities : [{string.Join(", ", missing)}]");
    }

    private static bool Has(IReadOnlyList<string>? given, string capability) =>
        given is not null && (given.Contains(capability) || (capability == Iam && given.Contains(NamedIam)));
}
