using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>What the Cloud Development Kit notes about itself in a template; it makes nothing, on AWS too.</summary>
internal sealed class MetadataType() : ResourceType("AWS::CDK::Metadata")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => new(Model($"{call.Token:D}"));

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(Model(id));

    public override ValueTask DeleteAsync(ResourceCall call, string id) => default;

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["Id"] = id } };
}
