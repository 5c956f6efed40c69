using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public ValueTask<ListTypesOutput> ListTypes(ListTypesInput input, CallContext call)
    {
        // AWS: without a visibility only the account's own types are meant, and here it cannot have any.
        var ours = input is { Visibility: "PUBLIC", Type: null or "RESOURCE", DeprecatedStatus: not "DEPRECATED", Filters: null or { Category: null or "AWS_TYPES" } };
        var types = ours ? sources.Types.All : [];
        if (input.ProvisioningType is { } kind) types = types.Where(t => TypeSchemas.ProvisioningOf(t) == kind);
        if (input.Filters?.TypeNamePrefix is { } prefix) types = types.Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal));
        var (page, next) = PageOf([.. types.OrderBy(t => t.Name, StringComparer.Ordinal)], input.NextToken, t => t.Name, input.MaxResults ?? PageSize);
        return new(new ListTypesOutput { TypeSummaries = [.. page.Select(t => new TypeSummary { Type = "RESOURCE", TypeName = t.Name, TypeArn = ArnOf(t, call) })], NextToken = next });
    }

    public ValueTask<DescribeTypeOutput> DescribeType(DescribeTypeInput input, CallContext call)
    {
        if (input.Arn is null && (input.TypeName is null || input.Type is null)) throw new CFNRegistryException("Either [TypeName and Type] or [Arn] must be specified");
        var name = input.TypeName ?? input.Arn![(input.Arn!.LastIndexOf('/') + 1)..].Replace("-", "::", StringComparison.Ordinal);
        var type = sources.Types.All.FirstOrDefault(t => t.Name == name && input.Type is null or "RESOURCE") ?? throw new NoSuchTypeException($"The type '{name}' cannot be found.");
        return new(new DescribeTypeOutput
        {
            Arn = ArnOf(type, call),
            Type = "RESOURCE",
            TypeName = type.Name,
            Schema = TypeSchemas.Of(type).ToJsonString(),
            ProvisioningType = TypeSchemas.ProvisioningOf(type),
            DeprecatedStatus = "LIVE",
            Visibility = "PUBLIC",
        });
    }

    // AWS: types of AWS have no account in their ARN.
    private static string ArnOf(ResourceType type, CallContext call) => $"arn:{call.Partition}:cloudformation:{call.Region}::type/resource/{type.Name.Replace("::", "-", StringComparison.Ordinal)}";
}
