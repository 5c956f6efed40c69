using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SchemaAttributeType
{
    [Length(min: 1, max: 20), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public string? Name { get; init; }
    [OneOf("String", "Number", "DateTime", "Boolean")] public string? AttributeDataType { get; init; }
    public bool? DeveloperOnlyAttribute { get; init; }
    public bool? Mutable { get; init; }
    public bool? Required { get; init; }
    public NumberAttributeConstraintsType? NumberAttributeConstraints { get; init; }
    public StringAttributeConstraintsType? StringAttributeConstraints { get; init; }
}
