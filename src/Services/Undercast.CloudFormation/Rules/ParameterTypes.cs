namespace Undercast.CloudFormation;

/// <summary>The types of parameters, and what values of AWS's own types name.</summary>
internal static class ParameterTypes
{
    private const string Value = "AWS::SSM::Parameter::Value<";

    // AWS: types whose values must exist in the account and region; all of these can be lists too.
    private static readonly HashSet<string> Existing = new(StringComparer.Ordinal)
    {
        "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id", "AWS::EC2::KeyPair::KeyName", "AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup::Id",
        "AWS::EC2::Subnet::Id", "AWS::EC2::VPC::Id", "AWS::EC2::Volume::Id", "AWS::Route53::HostedZone::Id",
    };

    /// <summary>Whether AWS has the type.</summary>
    public static bool IsKnown(string type) =>
        type is "String" or "Number" or "CommaDelimitedList" or "List<Number>" or "List<String>" or "AWS::SSM::Parameter::Name" or Value + "String>" or Value + "CommaDelimitedList>" or Value + "List<String>>" || ResourceOf(type) is not null;

    /// <summary>The type of the resources that values name, or null when they name none.</summary>
    public static string? ResourceOf(string type)
    {
        var inner = type.StartsWith(Value, StringComparison.Ordinal) && type.EndsWith('>') ? type[Value.Length..^1] : type;
        if (inner.StartsWith("List<", StringComparison.Ordinal) && inner.EndsWith('>')) inner = inner["List<".Length..^1];
        return Existing.Contains(inner) ? inner : null;
    }

    /// <summary>The zones of a region.</summary>
    public static IEnumerable<string> Zones(string region) => "abc".Select(zone => $"{region}{zone}");

    /// <summary>Whether something of that name is there. Differs: of the services that keep such things none is part of this cloud yet; zones are known.</summary>
    public static bool Exists(string resource, string name, string region) => resource == "AWS::EC2::AvailabilityZone::Name" && Zones(region).Contains(name);
}
