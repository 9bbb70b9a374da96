/// Something that can be shown on a page: a drawing with a title.
public protocol Picture {
    /// What it shows, in a few words.
    var title: String { get }
    /// The whole drawing, as the text of an SVG file.
    var svg: String { get }
}
