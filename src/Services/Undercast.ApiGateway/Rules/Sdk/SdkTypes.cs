namespace Undercast.ApiGateway;

/// <summary>The languages that AWS makes clients in. JavaScript alone is made here; the others are told of and refused.</summary>
internal static class SdkTypes
{
    public static readonly IReadOnlyList<SdkType> All =
    [
        Of("android", "Android", ("groupId", true), ("artifactId", true), ("artifactVersion", true), ("invokerPackage", true)),
        Of("java", "Java SDK", ("serviceName", true), ("javaPackageName", true), ("javaBuildSystem", false), ("javaGroupId", false), ("javaArtifactId", false), ("javaArtifactVersion", false)),
        Of("javascript", "JavaScript"),
        Of("objectivec", "iOS (Objective-C)", ("classPrefix", true)),
        Of("ruby", "Ruby", ("service.name", false), ("ruby.gem-name", false), ("ruby.gem-version", false)),
        Of("swift", "iOS (Swift)", ("classPrefix", true)),
    ];

    public static SdkType Find(string id) => All.FirstOrDefault(t => t.Id == id) ?? throw new NotFoundException($"Invalid SDK Type identifier specified: {id}");

    private static SdkType Of(string id, string name, params (string Name, bool Required)[] properties) => new()
    {
        Id = id, FriendlyName = name, Description = $"{name} client", ConfigurationProperties = [.. properties.Select(static p => new SdkConfigurationProperty { Name = p.Name, FriendlyName = p.Name, Required = p.Required })],
    };
}
