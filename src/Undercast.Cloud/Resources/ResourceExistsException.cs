using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>What a template would make is there already, and somebody else's.</summary>
/// <param name="type">The resource type.</param>
/// <param name="identifier">The identifier that is taken.</param>
[AwsError("AlreadyExists", 400)]
public sealed class ResourceExistsException(string type, string identifier) : AwsException($"Resource of type '{type}' with identifier '{identifier}' already exists.");
