using System.Text;
using System.Xml;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>An XML body as a tree of elements by local name; entities are refused, size and depth are bounded.</summary>
internal sealed class XmlTree
{
    private const int MaxDepth = 64;
    private const int MaxElements = 200_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = false,
    };

    private List<XmlTree>? _children;
    private List<(string Name, string Value)>? _attributes;

    private XmlTree(string name) => Name = name;

    /// <summary>The local name; prefixes do not matter to the services.</summary>
    public string Name { get; }

    /// <summary>The text of an element that holds no elements.</summary>
    public string Text { get; private set; } = "";

    public IReadOnlyList<XmlTree> Children => _children ?? (IReadOnlyList<XmlTree>)[];

    public XmlTree? Child(string name)
    {
        if (_children is null) return null;
        foreach (var child in _children)
        {
            if (child.Name == name) return child;
        }
        return null;
    }

    public List<XmlTree> All(string name)
    {
        var found = new List<XmlTree>();
        if (_children is null) return found;
        foreach (var child in _children)
        {
            if (child.Name == name) found.Add(child);
        }
        return found;
    }

    public XmlTree? Attribute(string name)
    {
        if (_attributes is null) return null;
        foreach (var attribute in _attributes)
        {
            // A name in the schema may carry a prefix (xsi:type); the prefix is the client's choice.
            var local = name.AsSpan(name.IndexOf(':') + 1);
            if (local.SequenceEqual(attribute.Name)) return new XmlTree(name) { Text = attribute.Value };
        }
        return null;
    }

    public static XmlTree Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(body.Span)) throw WireFaults.Malformed();
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
            using var reader = XmlReader.Create(text, Settings);
            return Parse(reader);
        }
        catch (XmlException)
        {
            throw new CommonException(CommonError.Serialization, "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    private static XmlTree Parse(XmlReader reader)
    {
        XmlTree? root = null;
        var open = new Stack<XmlTree>();
        var text = new StringBuilder();
        var count = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++count > MaxElements) throw new CommonException(CommonError.RequestTooLarge, "The request has too many elements.");
                    var element = new XmlTree(reader.LocalName);
                    var isEmpty = reader.IsEmptyElement;
                    if (reader.HasAttributes) element.ReadAttributes(reader);
                    if (open.TryPeek(out var parent)) (parent._children ??= []).Add(element);
                    else root = element;
                    text.Clear();
                    if (isEmpty) break;
                    if (open.Count == MaxDepth) throw WireFaults.Serialization("The request's elements nest too deep.");
                    open.Push(element);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    var closed = open.Pop();
                    if (closed._children is null) closed.Text = text.ToString();
                    text.Clear();
                    break;
            }
        }
        return root ?? throw WireFaults.Malformed();
    }

    private void ReadAttributes(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns" || reader.Name == "xmlns") continue;
            (_attributes ??= []).Add((reader.LocalName, reader.Value));
        }
        reader.MoveToElement();
    }
}
