using System.Text.Json.Nodes;

namespace Undercast.Cloud;

/// <summary>A resource type that templates can name. A service registers its own as <see cref="ResourceType"/>; they call the service's operations in the name of the one who deploys.</summary>
/// <remarks>The schema stands in <c>Resources/Schemas/AWS.Service.Type.schema</c> of the same project.</remarks>
public abstract class ResourceType
{
    private readonly Lazy<ResourceSchema> _schema;

    /// <summary>Creates the type.</summary>
    /// <param name="name">Such as <c>AWS::SQS::Queue</c>.</param>
    protected ResourceType(string name)
    {
        Name = name;
        _schema = new Lazy<ResourceSchema>(Load);
    }

    /// <summary>Such as <c>AWS::SQS::Queue</c>.</summary>
    public string Name { get; }

    /// <summary>Its properties.</summary>
    public virtual ResourceSchema Schema => _schema.Value;

    /// <summary>Whether an update may answer another id, and has then made a new resource; the old one is deleted after it.</summary>
    public virtual bool MayReplaceInUpdate => false;

    /// <summary>Makes the resource and returns when it can be used.</summary>
    /// <exception cref="Kernel.AwsException">The service refuses it.</exception>
    public abstract ValueTask<ResourceModel> CreateAsync(ResourceCall call);

    /// <summary>Changes the resource; <see cref="ResourceCall.Previous"/> is what it was made from. Never called when a create-only property differs.</summary>
    /// <exception cref="Kernel.AwsException">The service refuses it.</exception>
    public abstract ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id);

    /// <summary>Removes the resource. One that is gone already is no error.</summary>
    /// <exception cref="Kernel.AwsException">The service refuses it.</exception>
    public abstract ValueTask DeleteAsync(ResourceCall call, string id);

    /// <summary>What the service knows of the resource now, or null when there is none; <see cref="ResourceModel.Properties"/> holds what the template could have said.</summary>
    public virtual ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id) => throw Kernel.CommonException.NotSupported($"Reading a resource of type {Name}");

    /// <summary>The identifiers of every resource of this type that the caller has here, in ordinal order.</summary>
    public virtual ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => throw Kernel.CommonException.NotSupported($"Listing resources of type {Name}");

    /// <summary>Whether <see cref="ReadAsync"/> is there: such resources can be imported, compared with their templates, and asked for.</summary>
    public bool IsReadable => GetType().GetMethod(nameof(ReadAsync))!.DeclaringType != typeof(ResourceType);

    /// <summary>Whether going from one set of properties to another needs a new resource.</summary>
    public virtual bool NeedsReplacement(JsonObject previous, JsonObject desired) => Schema.CreateOnly.Any(path => !JsonNode.DeepEquals(At(previous, path), At(desired, path)));

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.')) node = (node as JsonObject)?[part];
        return node;
    }

    private ResourceSchema Load()
    {
        var file = Name.Replace("::", ".", StringComparison.Ordinal) + ".schema";
        using var stream = GetType().Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is missing in Resources/Schemas.");
        using var reader = new StreamReader(stream);
        return ResourceSchema.Parse(reader.ReadToEnd());
    }
}

/// <summary>A resource as its service knows it.</summary>
/// <param name="Id">The physical id, which <c>Ref</c> gives.</param>
public sealed record ResourceModel(string Id)
{
    /// <summary>What <c>Fn::GetAtt</c> gives, by attribute name (dotted when nested).</summary>
    public JsonObject Attributes { get; init; } = [];

    /// <summary>For <see cref="ResourceType.ReadAsync"/>: the properties.</summary>
    public JsonObject? Properties { get; init; }
}
